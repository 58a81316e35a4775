// Numbers as the field reads and writes them: 70B parameters, 1.4T tokens, 5.76e23 FLOP. The same rules as the command line.

const SUFFIXES = ['K', 'M', 'B', 'T'];
const POWERS = { K: 3, M: 6, B: 9, G: 9, T: 12 };

/** Significant digits without trailing zeros; scientific from 1e5 up and below 1e-3. */
export function digits(value, n) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? '∞' : '-∞';
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(n));
  const size = Math.abs(rounded);
  return size >= 1e-3 && size < 1e5 ? String(rounded) : scientific(rounded, n);
}

function scientific(value, n) {
  const [mantissa, exponent] = value.toExponential(n - 1).split('e');
  return `${Number(mantissa)}e${Number(exponent)}`;
}

/** An estimate, zeros at its end included: what is known of it and no more. */
export function estimate(value, n) {
  const text = digits(value, n);
  return value === 0 || !Number.isFinite(value) || text.includes('e') || Math.abs(value) >= 10 ** n ? text : Number(text).toPrecision(n);
}

/** Three significant digits with a suffix where the field uses one. */
export function count(value) {
  const size = Math.abs(value);
  if (!(size >= 1e3 && size < 1e15)) return digits(value, 3);
  const rounded = Number(value.toPrecision(3));
  const group = Math.min(Math.max(Math.floor((Math.log10(Math.abs(rounded)) + 1e-9) / 3), 1), SUFFIXES.length);
  return Number((rounded / 1000 ** group).toPrecision(3)) + SUFFIXES[group - 1];
}

/** The value of a column: compute as a power of ten, counts with a suffix, what is measured with four digits. */
export function inColumn(column, value) {
  if (value == null) return '';
  if (typeof value !== 'number') return String(value);
  if (column === 'C') return digits(value, 3);
  const measured = !Number.isInteger(value) && Math.abs(value) < 1000;
  return measured ? estimate(value, 4) : count(value);
}

/** So many digits that the ends of an interval can be told apart. */
function telling({ low, high }, n) {
  let enough = n;
  while (low !== high && enough < 8 && digits(low, enough) === digits(high, enough)) enough++;
  return enough;
}

/** An interval: "1.73 … 1.84". An end that is not known is open; without ends there is none, or the runs do not tell. */
export function range(interval, write = (value) => estimate(value, telling(interval, 3))) {
  if (interval.low == null && interval.high == null) return interval.low === null ? 'not determined' : '';
  const end = (value) => (value == null ? '∞' : write(value));
  return `${end(interval.low)} … ${end(interval.high)}`;
}

/** A share: "0.31 %". */
export const percent = (share, n = 2) => `${estimate(100 * share, n)} %`;

/** A probability: "79 %", never more certain than the draws can say. */
export const probability = (p) => (p > 0.995 ? '> 99 %' : p < 0.005 ? '< 1 %' : `${Math.round(100 * p)} %`);

/** Reads "70B", "1.4 T", "3e-4", "1,234,567"; NaN where the text is no number. */
export function parse(text) {
  const match = /^([-+]?[\d.,_]+(?:e[-+]?\d+)?)\s*([KMBGT])?$/i.exec(text.trim());
  if (!match) return NaN;
  const power = POWERS[match[2]?.toUpperCase()] ?? 0;
  return Number(`${match[1].replaceAll(/[,_]/g, '')}`) * 10 ** power;
}

/** A number as one would write it on the command line: 7B, 3e20, 0.3. */
export function written(value) {
  const short = count(value);
  return /[KMBT]$/.test(short) && parse(short) === value ? short : digits(value, 4);
}
