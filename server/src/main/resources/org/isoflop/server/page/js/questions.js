import { digits, written } from './magnitude.js';

// What is on the screen, as questions to the command line. One place, so that screen and command line cannot part.

/** Compute is written as a power of ten, whatever its size. */
export const flops = (value) => digits(value, 3);

/** The file that the fit of the screen is kept in; other questions are put to it. */
export const FIT = 'main.fit.json';

/** Draws while something moves; when it has come to rest there are as many as the command line makes. */
const FEW = 200;

/** How the table is read. */
export function tableOptions(state) {
  const options = {};
  const map = Object.entries(state.map).filter(([, column]) => column);
  if (map.length) options.map = map.map(([role, column]) => `${role}=${column}`);
  if (state.where.length) options.where = state.where;
  if (state.leftOut.length) options['leave-out'] = [leftOut(state)];
  if (state.skipBadRows) options['skip-bad-rows'] = true;
  return options;
}

const leftOut = (state) => `${state.table}:${[...state.leftOut].sort((a, b) => a - b).join(',')}`;

/** Which law is fitted. */
export function lawOptions(state) {
  if (state.law.formula) return { formula: state.law.formula };
  return state.law.id ? { law: state.law.id } : {};
}

const question = (command, args, options) => ({ command, arguments: args, options });

/** The fit, only looked at. */
export const quickFit = (state) =>
  question('fit', [state.table], { ...tableOptions(state), ...lawOptions(state), bootstrap: FEW });

/** The fit, back-tested and kept. */
export const keptFit = (state) =>
  question('fit', [state.table], { ...tableOptions(state), ...lawOptions(state), save: FIT });

const chartOptions = (kind, { target, size, theme }) => ({ kind, ...(target ? { target: flops(target) } : {}), size, theme });

/** A chart of the table, while its law is still moving. */
export const quickPlot = (state, kind, look) =>
  question('plot', [state.table], { ...tableOptions(state), ...lawOptions(state), bootstrap: FEW, ...chartOptions(kind, look) });

/** A chart of the fit that was kept. */
export const plot = (kind, look) => question('plot', [FIT], chartOptions(kind, look));

/** A chart written to a file of the project. */
export const plotFile = (kind, { target, theme, size }, output) =>
  question('plot', [FIT], { kind, ...(target ? { target: flops(target) } : {}), theme, size, output });

export const predict = (place) => question('predict', [FIT, ...Object.entries(place).map(([name, value]) => `${name}=${name === 'C' ? flops(value) : written(value)}`)], {});

export const plan = (options) => question('plan', [FIT], options);

export const report = (target, output) => question('report', [FIT], { ...(target ? { target: flops(target) } : {}), output });

/** A back-test of the law on the screen, at one cut or at several. */
export const backtest = (state, cut) =>
  question('backtest', [state.table], { ...tableOptions(state), ...lawOptions(state), ...(cut ? { cut: flops(cut) } : {}) });

/** What the runs below a cut say by themselves. */
export const plotBelow = (state, condition, kind, look) =>
  quickPlot({ ...state, where: [...state.where, condition] }, kind, look);

export const check = (state) => question('check', [state.table], { ...tableOptions(state), ...lawOptions(state) });

/** Which of the laws that suit the table predicts best. */
export const select = (state) => question('select', [state.table], tableOptions(state));

/** The file that the chart of a comparison is written to. */
export const COMPARED = 'compare.json';

export const compare = (state, by, target, { size, theme }) =>
  question('compare', [state.table], { ...tableOptions(state), ...lawOptions(state), by, at: `C=${flops(target)}`, output: COMPARED, size, theme });

export const hyper = ({ N, D }) => question('hyper', [`N=${written(N)}`, `D=${written(D)}`], {});
