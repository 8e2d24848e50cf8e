const LONGEST = 2000;
const ENVIRONMENT = /^\\begin\{((?:align|aligned|alignat|gather|gathered|equation|multline|split|cases|array|[pbBvV]?matrix|smallmatrix)\*?)\}[^]+?\\end\{\1\}/;

/** @type {{open: string, pattern: RegExp, display: boolean}[]} */
const FORMULAS = [
  {open: '$$', pattern: /^\$\$([^$]+)\$\$/, display: true},
  {open: '\\[', pattern: /^\\\[([^]+?)\\\]/, display: true},
  {open: '\\(', pattern: /^\\\(([^\n]+?)\\\)/, display: false},
  {open: '$', pattern: /^\$(?![\s$])((?:\\[^\n]|[^$\n\\])*[^\s$\\]|\\[^\s])\$(?![\p{L}\p{N}])/u, display: false},
];

/** Where formulas open in a text: not at a dollar after a letter or a digit, because that is money. */
const OPENING = /(?<![\p{L}\p{N}\\$])\$|\\[([]|\\begin\{/u;

/**
 * Whether what is between two dollars is rather prose between two prices: words of it are no formula.
 *
 * @param {string} text
 */
function isProse(text) {
  const bare = text.replace(/\\[a-zA-Z]+\*?|\{[^{}]*\}/g, ' ');
  const words = bare.match(/\p{L}{2,}/gu) ?? [];
  return /^[-+]?[\d.,]/.test(text) ? words.length > 0 || /[\u3000-\u303f\uff00-\uffef]/.test(text) : words.length > 1 && /\s/.test(bare.trim());
}

/**
 * @param {string} source
 * @returns {{type: 'math', raw: string, text: string, display: boolean} | undefined} the formula that it begins with
 */
function formulaAt(source) {
  const within = source.slice(0, LONGEST);
  const environment = ENVIRONMENT.exec(within);
  if (environment) return {type: 'math', raw: environment[0], text: environment[0], display: true};
  for (const {open, pattern, display} of FORMULAS) {
    if (!source.startsWith(open)) continue;
    const found = pattern.exec(within);
    if (found && !(open === '$' && isProse(found[1]))) return {type: 'math', raw: found[0], text: found[1], display};
  }
  return undefined;
}

/**
 * @param {string} source
 * @returns {number | undefined}
 */
export function formulaStart(source) {
  const at = source.search(OPENING);
  return at < 0 ? undefined : at;
}

/**
 * @param {string} source
 * @param {string} before what is before it in its paragraph
 */
export const inlineFormula = (source, before) => (/^[$\\]/.test(source) && !(source[0] === '$' && /[\p{L}\p{N}]$/u.test(before)) ? formulaAt(source) : undefined);

/**
 * A formula that is a block, in which a line may begin like a list or a heading's rule.
 *
 * @param {string} source
 */
export function blockFormula(source) {
  const indent = /^ {0,3}(?=\$\$|\\\[|\\begin\{)/.exec(source)?.[0];
  if (indent === undefined) return undefined;
  const found = formulaAt(source.slice(indent.length));
  const end = found && /^[ \t]*(?:\n+|$)/.exec(source.slice(indent.length + found.raw.length));
  return end ? {...found, raw: indent + found.raw + end[0]} : undefined;
}

/**
 * What ends the formula that a line opens and does not close.
 *
 * @param {string} line
 * @returns {string} or nothing
 */
export function closerOf(line) {
  const opened = /^ {0,3}(\$\$|\\\[|\\begin\{([a-zA-Z]+\*?)\})/.exec(line);
  if (!opened) return '';
  const closer = opened[2] ? `\\end{${opened[2]}}` : opened[1] === '$$' ? '$$' : '\\]';
  return line.includes(closer, opened[0].length) ? '' : closer;
}
