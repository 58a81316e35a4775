// The screens of a project, in the order in which one asks.

import { catalogueView } from './catalogue.js';
import { compareView } from './compare.js';
import { forecastView } from './forecast.js';
import { lawView } from './law.js';
import { planView } from './plan.js';
import { runsView } from './runs.js';
import { shareView } from './share.js';
import { trustView } from './trust.js';
import { tuneView } from './tune.js';

export const VIEWS = [
  { name: 'runs', title: 'Runs', make: runsView },
  { name: 'law', title: 'Law', make: lawView },
  { name: 'trust', title: 'Trust', make: trustView },
  { name: 'forecast', title: 'Forecast', make: forecastView },
  { name: 'compare', title: 'Compare', make: compareView },
  { name: 'plan', title: 'Plan', make: planView },
  { name: 'tune', title: 'Tune', make: tuneView },
  { name: 'catalogue', title: 'Catalogue', make: catalogueView },
  { name: 'share', title: 'Share', make: shareView },
];
