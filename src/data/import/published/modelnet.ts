/**
 * ModelNet40: meshes, or renderings of each from twelve sides, in folders of their class. The folders say
 * everything, so the set is read by them (media/class-folders, media/views). Imports a type only.
 */
import type { PublishedSet } from './clips';

export const MODELNET40: PublishedSet = {
  id: 'modelnet40',
  name: 'ModelNet40',
  guide:
    'class/train and class/test with meshes (OFF), or with pictures of them from twelve sides (chair_0001_001 to _012), of which the front and the rear one are the two modalities; lists of fronts are read too.',
  licence: 'The models belong to their makers; for academic use.',
};
