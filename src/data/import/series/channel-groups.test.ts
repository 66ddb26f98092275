import { expect, it } from 'vitest';
import { groupChannels } from './channel-groups';

const sensors = (names: string) =>
  Object.fromEntries(
    groupChannels(names.split(';')).map(({ name, channels }) => [name, channels.join('')]),
  );

it.each([
  ['accX;accY;accZ;gyrX;gyrY;gyrZ', { acc: '012', gyr: '345' }],
  [
    'Acceleration x (m/s^2);Acceleration y (m/s^2);Gyroscope x (rad/s)',
    { acceleration: '01', gyroscope: '2' },
  ],
  ['x_acc;y_acc;z_acc;x_gyro;y_gyro', { acc: '012', gyro: '34' }],
  ['ax;ay;az;gx;gy;gz', { a: '012', g: '345' }],
  ['chest acc x;chest acc y;wrist acc x;wrist acc y', { 'chest acc': '01', 'wrist acc': '23' }],
  ['acc_1;acc_2;eda_1;eda_2', { acc: '01', eda: '23' }],
  ['acc_x;acc_y;hr', { acc: '01', other: '2' }],
  ['x;y;z', { all: '012' }],
  ['speed;height', { all: '01' }],
])('%s', (names, wanted) => {
  expect(sensors(names)).toEqual(wanted);
});

it('takes more sensors than there are lanes together, by what they measure', () => {
  const places = ['chest', 'wrist', 'ankle', 'hip'];
  const names = places.flatMap((place) =>
    ['acc', 'gyro'].flatMap((sensor) => ['x', 'y'].map((axis) => `${place}_${sensor}_${axis}`)),
  );
  expect(groupChannels(names).map(({ name, channels }) => [name, channels.length])).toEqual([
    ['acc', 8],
    ['gyro', 8],
  ]);
});
