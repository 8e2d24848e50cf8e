const SPACE = /^\s?$/;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const CJK = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\u3000-\u303f\ufe30-\ufe4f\uff01-\uffee]/u;

/**
 * What a run of stars or underscores may do between two characters, as CommonMark says, with its amendment for Chinese,
 * Japanese and Korean, which are written without spaces (github.com/tats-u/markdown-cjk-friendly).
 *
 * @param {string} before the character before the run, or nothing
 * @param {string} after
 * @param {boolean} underscore
 */
function flanks(before, after, underscore) {
  const [marksBefore, marksAfter] = [before, after].map((char) => PUNCTUATION.test(char) && !CJK.test(char));
  const open = !SPACE.test(after) && (!marksAfter || SPACE.test(before) || marksBefore || CJK.test(before));
  const close = !SPACE.test(before) && (!marksBefore || SPACE.test(after) || marksAfter || CJK.test(after));
  if (!underscore) return {open, close};
  return {open: open && (!close || PUNCTUATION.test(before)), close: close && (!open || PUNCTUATION.test(after))};
}

/**
 * The emphasis that a text begins with.
 *
 * @param {string} source
 * @param {string} masked the source, with other letters in code, links and escapes
 * @param {string} before the character before the source, or nothing
 * @returns {{type: 'em' | 'strong', raw: string, text: string} | undefined}
 */
export function emphasis(source, masked, before) {
  const run = /^(?:\*+|_+)/.exec(source)?.[0];
  if (!run) return undefined;
  const underscore = run[0] === '_';
  if (!flanks(before, first(source, run.length), underscore).open) return undefined;
  let open = run.length;
  let within = 0;
  const rest = underscore ? /_+/g : /\*+/g;
  rest.lastIndex = run.length;
  for (let found = rest.exec(masked); found; found = rest.exec(masked)) {
    const length = found[0].length;
    const can = flanks(last(masked, found.index), first(masked, rest.lastIndex), underscore);
    if (!can.close) {
      if (can.open) open += length;
      continue;
    }
    // The rule of three: of two runs of which one may both open and close.
    if (can.open && run.length % 3 && !((run.length + length) % 3)) {
      within += length;
      continue;
    }
    open -= length;
    if (open > 0) continue;
    const taken = Math.min(length, length + open + within);
    const raw = source.slice(0, found.index + taken);
    const marks = Math.min(run.length, taken) % 2 ? 1 : 2;
    return {type: marks === 1 ? 'em' : 'strong', raw, text: raw.slice(marks, -marks)};
  }
  return undefined;
}

/**
 * @param {string} text
 * @param {number} at
 */
const first = (text, at) => [...text.slice(at, at + 2)][0] ?? '';

/**
 * @param {string} text
 * @param {number} end
 */
const last = (text, end) => [...text.slice(Math.max(0, end - 2), end)].at(-1) ?? '';
