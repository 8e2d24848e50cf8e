const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const LONGEST_LINK = 2048;

/** @type {Record<string, string>} */
const ENTITIES = Object.assign(Object.create(null), {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', copy: '©', reg: '®', trade: '™', hellip: '…',
  mdash: '—', ndash: '–', laquo: '«', raquo: '»', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•',
  middot: '·', times: '×', deg: '°', plusmn: '±', larr: '←', rarr: '→', uarr: '↑', darr: '↓', euro: '€', pound: '£',
  colon: ':', ne: '≠', le: '≤', ge: '≥', infin: '∞', para: '¶', sect: '§', frac12: '½', shy: '\u00ad',
});

/**
 * @param {string} whole
 * @param {string} name
 */
function entity(whole, name) {
  if (name[0] !== '#') return ENTITIES[name] ?? whole;
  const hex = name[1] === 'x' || name[1] === 'X';
  const code = hex ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  if (!(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return String.fromCodePoint(code);
}

/**
 * Removes the characters that make text display differently from how it is stored.
 *
 * @param {string} text
 */
export function withoutOverrides(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069\u0000]/g, '');
}

/**
 * The text a Markdown text run stands for.
 *
 * @param {string} text
 */
export function plainText(text) {
  return withoutOverrides(text.replace(/&(#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[a-zA-Z][a-zA-Z0-9]{1,9});/g, entity));
}

/**
 * The address a link may lead to, or nothing when it must stay text. Only absolute addresses are taken: a relative
 * one would lead to the chat's own server. A user's name before the host is only there to be taken for the host. The parsed form is what is used, so what was checked is what is opened.
 *
 * @param {string} href
 * @returns {URL | undefined}
 */
export function safeUrl(href) {
  if (href.length > LONGEST_LINK) return undefined;
  try {
    const url = new URL(plainText(href));
    return LINK_SCHEMES.has(url.protocol) && !url.username ? url : undefined;
  } catch {
    return undefined;
  }
}

const DEEPEST = 12;
const WIDEST_INDENT = 160;

/**
 * How many quote and list markers a line opens with.
 *
 * @param {string} line
 */
function depthOf(line) {
  let depth = 0;
  for (let i = 0; i < line.length; ) {
    const char = line[i];
    if (char === ' ' || char === '\t') {
      i++;
    } else if (char === '>') {
      depth++;
      i++;
    } else if ((char === '-' || char === '*' || char === '+') && (line[i + 1] === ' ' || i + 1 === line.length)) {
      depth++;
      i += 2;
    } else {
      const number = /^\d{1,9}[.)](?: |$)/.exec(line.slice(i, i + 11));
      if (!number) break;
      depth++;
      i += number[0].length;
    }
    if (depth > DEEPEST) break;
  }
  return depth;
}

/** How often a mark may occur in one block: far more than people write, far less than slows a parser down. */
const LIMITS = {'*': 160, _: 200, '~': 160, '`': 400, '<': 200, '[': 120, '$': 120, '\\': 500, '|': 600, '@': 200};
const LONGEST_RUN = 300;
const UNCLOSED = 30;

/**
 * Whether a block would take a Markdown parser more time than it is worth: nesting nobody can read, or so many
 * openers that looking for the closers is quadratic. Such a block is shown as plain text.
 *
 * @param {string} block
 */
export function isHostile(block) {
  /** @type {Record<string, number>} */
  const count = {'[': 0, ']': 0, ')': 0, '](': 0, '\\(': 0};
  let run = 0;
  for (let i = 0; i < block.length; i++) {
    const char = block[i];
    const repeated = char === block[i - 1];
    run = repeated ? run + 1 : 1;
    if (run > LONGEST_RUN && /[^\w\s=-]/.test(char)) return true;
    // A run of stars, ticks or tildes is one mark.
    if (!repeated || char === '[' || char === ']') count[char] = (count[char] ?? 0) + 1;
    if (char === '(' && block[i - 1] === ']') count['](']++;
    if ((char === '(' || char === '[') && block[i - 1] === '\\') count['\\(']++;
  }
  for (const [mark, limit] of Object.entries(LIMITS)) if (count[mark] > limit) return true;
  if (Math.abs(count['['] - count[']']) > UNCLOSED || count[']('] - count[')'] > UNCLOSED || count['\\('] > LIMITS['$']) return true;
  return block.split('\n').some((line) => depthOf(line) > DEEPEST || line.search(/[^ \t]/) > WIDEST_INDENT);
}
