/**
 * What the page is, and the tour of it, as data: ten stops, each at a part of the whole lab that bears its name
 * (`data-tour`). Imports nothing.
 */
export const ABOUT: readonly string[] = [
  'This page trains small neural networks in your browser, on samples that can be known in more than one way: a picture and a sound of the same thing.',
  'Each way of knowing is called a modality and has a part of the network to itself, its encoder.',
  'Trained together, one modality can learn much less than it would alone; that is modality competition.',
  'Here you can watch it happen, race methods against it on the same data, and find out with your own changes when it comes and when it does not.',
  'Nothing you open leaves this computer, and every number on the page was measured.',
];

export interface TourStop {
  /** The part it speaks of: the element whose `data-tour` this is. */
  readonly part: string;
  readonly title: string;
  readonly says: string;
  /** Where its words stand beside the part, if there is room. */
  readonly side: 'top' | 'right' | 'bottom' | 'left';
}

export const TOUR: readonly TourStop[] = [
  {
    part: 'question',
    title: 'The question',
    says: 'It follows the race. Before one it asks what will happen; afterwards it asks why, if the numbers say that there is something to explain.',
    side: 'bottom',
  },
  {
    part: 'play',
    title: 'Play',
    says: 'Play trains every method of the race at once. Step goes one epoch on, Slow shows a single step from inside, and another seed draws new data.',
    side: 'bottom',
  },
  {
    part: 'data',
    title: 'Data',
    says: 'What is learned from: made here by a recipe whose sliders you can move, one of the sets that come with the page, or your own files.',
    side: 'right',
  },
  {
    part: 'training',
    title: 'Training',
    says: 'How long, how fast and with which networks it is trained. A change starts the race anew; Undo brings the old one back.',
    side: 'right',
  },
  {
    part: 'lanes',
    title: 'The lanes',
    says: 'One picture for each method: which loss reaches which encoder. Dashes are gradients; where the wall is shut, nothing crosses it.',
    side: 'right',
  },
  {
    part: 'charts',
    title: 'The charts',
    says: 'One line for each modality and method, in the colour of the modality and the dash of the method. With Tab and the arrow keys you can walk along a chart and hear its values.',
    side: 'left',
  },
  {
    part: 'told',
    title: 'What the numbers say',
    says: 'Sentences made by rule from this race. They speak of a difference only where a test tells it from chance.',
    side: 'left',
  },
  {
    part: 'samples',
    title: 'Samples',
    says: 'Which samples both modalities get right, which only one does, and which neither. Open a pile to see and hear them.',
    side: 'right',
  },
  {
    part: 'methods',
    title: 'Methods',
    says: 'Which methods race. Each can be opened to see what it does and to change its settings.',
    side: 'right',
  },
  {
    part: 'time',
    title: 'Time and runs',
    says: 'Drag the bar, and every view goes back to that epoch. Finished runs are kept beside it and can be laid over a new race.',
    side: 'top',
  },
];
