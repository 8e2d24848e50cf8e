const LONE_MARKERS = /^\s*(?:[-=*+_~`>#|:]{1,6}|\d{1,9}[.)]?|[-*+] \[[ xX]?)\s*$/;
const FENCE_BEGUN = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:`{3,}|~{3,})[^`]*$/;

/**
 * Completes the end of an unfinished text, so that it neither flashes as something else nor shows its marks: an open `**`
 * is closed, half a link becomes its text, the first line of a table becomes a table.
 *
 * @param {string} text
 * @returns {string}
 */
export function mend(text) {
  const start = text.lastIndexOf('\n') + 1;
  const line = text.slice(start);
  const before = text.slice(0, start);
  if (line.trim() === '') return text;
  if (LONE_MARKERS.test(line) && !halfTable(before, line)) return before;
  if (FENCE_BEGUN.test(line)) return before;
  return halfTable(before, line) ?? before + mendLine(line);
}

/**
 * @param {string} before
 * @param {string} line
 * @returns {string | undefined} the text with the table's first two lines whole, when they are being written
 */
function halfTable(before, line) {
  const above = before.slice(before.lastIndexOf('\n', before.length - 2) + 1, -1);
  const isHead = line.trimStart().startsWith('|') && above.trim() === '';
  if (isHead) {
    const columns = cells(line);
    return columns > 0 ? before + withRule(line, columns) : undefined;
  }
  const isRule = /^[|:\- ]+$/.test(line) && above.includes('|') && line.includes('|');
  if (!isRule) return undefined;
  const upper = before.slice(0, before.length - above.length - 1);
  // Below the rule a row of dashes is a row: only the line after a block's first one is completed.
  if (upper.trim() !== '' && !upper.endsWith('\n\n')) return undefined;
  return upper + withRule(above, cells(above));
}

/**
 * @param {string} head
 * @param {number} columns
 */
function withRule(head, columns) {
  const closed = head.trimEnd().endsWith('|') ? head : head + ' |';
  return `${closed}\n|${'---|'.repeat(Math.min(columns, 64))}`;
}

/** @param {string} line */
function cells(line) {
  return line.trim().replace(/^\||\|$/g, '').split('|').length;
}

/** @param {string} line */
function mendLine(line) {
  /** @type {string[]} */
  const open = [];
  for (let i = 0; i < line.length; ) {
    const char = line[i];
    if (char === '\\') {
      i += 2;
      continue;
    }
    if (char !== '`' && char !== '*' && char !== '_' && char !== '~') {
      i++;
      continue;
    }
    let end = i;
    while (line[end] === char) end++;
    const run = line.slice(i, end);
    if (char === '`') {
      const close = closingTicks(line, end, run.length);
      if (close < 0) return end === line.length ? closed(line.slice(0, i), open) : closed(line + run, open);
      i = close;
      continue;
    }
    if (end === line.length && !open.includes(run)) return closed(line.slice(0, i), open);
    track(open, run, line[i - 1] ?? ' ', line[end] ?? ' ');
    i = end;
  }
  return closed(halfLink(line), open);
}

/**
 * @param {string} line
 * @param {number} from
 * @param {number} length
 */
function closingTicks(line, from, length) {
  for (let i = line.indexOf('`', from); i >= 0; i = line.indexOf('`', i)) {
    let end = i;
    while (line[end] === '`') end++;
    if (end - i === length) return end;
    i = end;
  }
  return -1;
}

/**
 * @param {string[]} open
 * @param {string} run
 * @param {string} previous
 * @param {string} next
 */
function track(open, run, previous, next) {
  if (run.length > 3 || (run[0] === '~' && run.length !== 2)) return;
  const at = open.lastIndexOf(run);
  if (at >= 0 && previous.trim() !== '') open.length = at;
  else if (next.trim() !== '' && !(run[0] === '_' && /[\p{L}\p{N}]/u.test(previous))) open.push(run);
}

/**
 * @param {string} line
 * @param {string[]} open
 */
function closed(line, open) {
  if (open.length === 0 || open.length > 8) return line;
  return line.trimEnd() + [...open].reverse().join('');
}

/** @param {string} line */
function halfLink(line) {
  const at = line.lastIndexOf('[');
  if (at < 0) return line;
  const found = /^\[([^\]]*)(?:\](?:\([^)]*)?)?$/.exec(line.slice(at));
  if (!found || /^[\s\dxX^]*$/.test(found[1])) return line;
  const image = line[at - 1] === '!' ? 1 : 0;
  return line.slice(0, at - image) + found[1];
}
