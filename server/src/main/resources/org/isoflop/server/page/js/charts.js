// The few charts that follow from the screen alone. All others come from `isoflop plot`.

import { inks } from './parts/chart.js';
import * as magnitude from './magnitude.js';

const flops = (value) => magnitude.digits(value, 3);

/** Round numbers between two others: decades, thinned where there are many; with 2 and 5 between them where there are few. */
function round(low, high, most = 8) {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const powers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const inside = (values) => values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  const ticks = (steps) => inside(powers.flatMap((power) => steps.map((step) => Number(`${step}e${power}`))));
  const choices = [[1, 2, 5], [1, 3], [1]].map(ticks);
  const decades = choices.at(-1);
  return choices.find((values) => values.length <= most) ?? decades.filter((_, i) => i % Math.ceil(decades.length / most) === 0);
}

const labels = (values, write) => `[${values.map((v) => `'${write(v)}'`).join(',')}][indexof([${values.join(',')}], datum.value)]`;

function logAxis(field, title, [low, high], write) {
  const values = round(low, high);
  return {
    field,
    type: 'quantitative',
    scale: { type: 'log', domain: [low, high], nice: false },
    axis: { title, titlePadding: 10, values, labelExpr: labels(values, write) },
  };
}

function frame(size, layer) {
  const [width, height] = size.split('x').map(Number);
  const ink = inks();
  const font = Math.max(11, Math.min(width / 58, height / 33));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    width: width - 70,
    height: height - 66,
    layer,
    config: {
      view: { stroke: 'transparent' },
      axis: {
        labelFontSize: font,
        titleFontSize: font,
        titleFontWeight: 'normal',
        labelColor: ink.muted,
        titleColor: ink.text,
        gridColor: ink.grid,
        domainColor: ink.muted,
        ticks: false,
        labelPadding: 6,
        labelFlush: false,
      },
      axisY: { titleAngle: 0, titleAlign: 'left', titleAnchor: 'end', titleX: -46, titleY: -10, domain: false },
    },
  };
}

/** Loss over model size where the budget is given: how flat the best is. */
export function planCurve({ curve, optimum, flat }, size) {
  const ink = inks();
  const reach = [Math.min(...curve.map((p) => p.N)), Math.max(...curve.map((p) => p.N))];
  const losses = curve.map((p) => p.loss);
  const low = Math.min(...losses, optimum.loss.estimate);
  const high = Math.max(...losses);
  const y = { type: 'quantitative', scale: { domain: [low - (high - low) * 0.12, high + (high - low) * 0.05], zero: false, nice: false } };
  const x = logAxis('N', 'Model size N (parameters)', reach, magnitude.count);
  const flatBand = (flat ?? []).filter(({ N }) => N?.low).map(({ share, N }) => ({ from: Math.max(N.low, reach[0]), to: Math.min(N.high, reach[1]), share }));
  return frame(size, [
    {
      data: { values: flatBand },
      mark: { type: 'rect', color: ink.series[0], opacity: 0.1, tooltip: false },
      encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' } },
    },
    {
      data: { values: curve },
      mark: { type: 'line', color: ink.series[0], strokeWidth: 2.6, interpolate: 'monotone' },
      encoding: { x, y: { ...y, field: 'loss', axis: { title: 'Loss', format: '.3~f', tickCount: 5 } } },
    },
    {
      data: { values: [{ N: optimum.N.low, N2: optimum.N.high, loss: optimum.loss.estimate }].filter((row) => row.N) },
      mark: { type: 'rule', color: ink.series[1], strokeWidth: 2.6, tooltip: false },
      encoding: { x, x2: { field: 'N2' }, y: { ...y, field: 'loss' } },
    },
    {
      data: { values: [{ N: optimum.N.estimate, loss: optimum.loss.estimate }] },
      mark: { type: 'point', shape: 'diamond', filled: true, size: 190, color: ink.series[1], opacity: 1, tooltip: false },
      encoding: { x, y: { ...y, field: 'loss' } },
    },
  ]);
}

/** Compute multipliers over scale: how many times the compute of the best recipe each other one needs. */
export function multipliers(lines, target, size) {
  const ink = inks();
  const points = lines.flatMap(({ points: own }) => own);
  const reach = [Math.min(...points.map((p) => p.C)), Math.max(...points.map((p) => p.C))];
  const known = points.flatMap((p) => [p.estimate, p.low, p.high]).filter((v) => v > 0);
  const heights = [Math.max(Math.min(...known), 1 / 30) / 1.1, Math.min(Math.max(...known), 30) * 1.1];
  const clamped = (value, otherwise) => Math.min(Math.max(value ?? otherwise, heights[0]), heights[1]);
  const x = logAxis('C', 'Compute C (FLOP)', reach, flops);
  const ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].filter((v) => v >= heights[0] && v <= heights[1]);
  const y = (field) => ({
    field,
    type: 'quantitative',
    scale: { type: 'log', domain: heights, nice: false },
    axis: { title: 'Compute needed', values: ticks, labelExpr: labels(ticks, (v) => `${v}×`) },
  });
  const layers = lines.flatMap(({ points: own, colour }) => {
    const values = own.map((p) => ({ C: p.C, estimate: p.estimate, low: clamped(p.calibrated?.low ?? p.low, heights[0]), high: clamped(p.calibrated?.high ?? p.high, heights[1]) }));
    return [
      { data: { values }, mark: { type: 'area', color: colour, opacity: 0.14, clip: true, tooltip: false }, encoding: { x, y: y('low'), y2: { field: 'high' } } },
      { data: { values }, mark: { type: 'line', color: colour, strokeWidth: 2.6, clip: true }, encoding: { x, y: y('estimate') } },
    ];
  });
  const rule = (encoding) => ({ data: { values: [{}] }, mark: { type: 'rule', color: ink.muted, strokeWidth: 1.2, strokeDash: [4, 4], tooltip: false }, encoding });
  return frame(size, [...layers, rule({ y: { datum: 1 } }), ...(target >= reach[0] && target <= reach[1] ? [rule({ x: { datum: target } })] : [])]);
}

/** Errors of the runs above a cut, over how far beyond it they lie. */
export function errors(predictions, size) {
  const ink = inks();
  const reach = [1, Math.max(...predictions.map((p) => p.reach), 2) * 1.15];
  const most = Math.max(...predictions.map((p) => Math.abs(p.error)), 0.002) * 1.15;
  const x = { field: 'reach', type: 'quantitative', scale: { type: 'log', domain: reach, nice: false }, axis: { title: 'Times beyond the cut', values: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter((v) => v <= reach[1]), labelExpr: "datum.value + '×'" } };
  const values = predictions.map((p) => ({ ...p, said: magnitude.percent(p.error), far: `${magnitude.digits(p.reach, 2)}×` }));
  return frame(size, [
    { data: { values: [{}] }, mark: { type: 'rule', color: ink.muted, strokeWidth: 1.4, tooltip: false }, encoding: { y: { datum: 0 } } },
    {
      data: { values },
      mark: { type: 'point', filled: true, size: 70, color: ink.series[0], opacity: 0.75 },
      encoding: {
        x,
        y: { field: 'error', type: 'quantitative', scale: { domain: [-most, most] }, axis: { title: 'Forecast above (+) or below (−) the run', labelExpr: "datum.value === 0 ? '0' : format(datum.value, '+.1~%')", tickCount: 5 } },
        tooltip: [
          { field: 'said', type: 'nominal', title: 'error' },
          { field: 'far', type: 'nominal', title: 'beyond' },
        ],
      },
    },
  ]);
}
