/**
 * @typedef {'' | 'block' | 'template' | 'triple"' | "triple'"} CodeState what a line begins inside of
 * @typedef {{kind: '' | 'k' | 's' | 'c' | 'n' | 'a' | 'd', text: string}} CodePiece keyword, string, comment, number, added, deleted or plain
 * @typedef {{words: Set<string>, line: string[], block: boolean, template: boolean, triple: boolean, quotes: string,
 *     anyCase?: boolean}} Grammar
 */

const LONGEST_LINE = 2000;

/** @param {string} words */
const set = (words) => new Set(words.split(' '));

const C_LIKE = 'if else for while do switch case default break continue return new this null true false try catch finally throw class const static void int long double float char boolean public private protected import package enum interface extends implements final abstract instanceof super var';

/** @type {Grammar} */
const JAVA = {words: set(C_LIKE + ' record sealed permits yield byte short throws synchronized volatile transient native assert'), line: ['//'], block: true, template: false, triple: true, quotes: '"\''};
/** @type {Grammar} */
const SCRIPT = {words: set('async await break case catch class const continue debugger default delete do else enum export extends false finally for from function get if import in instanceof interface let new null of return set static super switch this throw true try type typeof undefined var void while with yield as implements namespace declare readonly keyof string number boolean any unknown never'), line: ['//'], block: true, template: true, triple: false, quotes: '"\''};
/** @type {Grammar} */
const PYTHON = {words: set('and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return self True try while with yield match case'), line: ['#'], block: false, template: false, triple: true, quotes: '"\''};
/** @type {Grammar} */
const SHELL = {words: set('if then else elif fi for in do done while until case esac function return export local echo cd set unset exit sudo source alias'), line: ['#'], block: false, template: false, triple: false, quotes: '"\''};
/** @type {Grammar} */
const SQL = {words: set('select from where and or not null is in as join left right inner outer full on group by order having limit offset insert into values update set delete create table alter drop index primary key foreign references unique default check constraint view with union all distinct case when then else end exists between like asc desc returning begin commit rollback true false'), line: ['--'], block: true, template: false, triple: false, quotes: '\'"', anyCase: true};
/** @type {Grammar} */
const SYSTEM = {words: set(C_LIKE + ' auto bool fn let mut pub use mod impl trait struct match loop move ref self Self crate async await dyn where unsafe typename template namespace using delete sizeof typedef union unsigned signed extern inline virtual override operator constexpr nullptr include define ifdef ifndef endif func go defer chan map range select type nil package string'), line: ['//'], block: true, template: true, triple: false, quotes: '"\''};
/** @type {Grammar} */
const OTHER = {words: set(C_LIKE + ' func fun function def end fn let val when in is as nil self object override data where match with then elsif unless module require do lambda yield and or not echo foreach using namespace string bool async await get set struct guard'), line: ['//', '#'], block: true, template: false, triple: false, quotes: '"\''};
/** @type {Grammar} */
const STYLE = {words: set('important media supports import keyframes from to root var calc inherit initial unset none auto'), line: [], block: true, template: false, triple: false, quotes: '"\''};
/** @type {Grammar} */
const CONFIG = {words: set('true false null yes no on off FROM RUN COPY ADD CMD ENTRYPOINT ENV ARG WORKDIR EXPOSE USER VOLUME'), line: ['#'], block: false, template: false, triple: false, quotes: '"\''};
/** @type {Grammar} */
const JSON_LIKE = {words: set('true false null'), line: ['//'], block: true, template: false, triple: false, quotes: '"'};
/** @type {Grammar} */
const MARKUP = {words: new Set(), line: [], block: false, template: false, triple: false, quotes: '"'};

/** @type {Grammar} of changes, of which each line is one thing */
const CHANGES = {words: new Set(), line: [], block: false, template: false, triple: false, quotes: ''};

/** @type {Record<string, Grammar>} */
const GRAMMARS = Object.assign(Object.create(null), {
  java: JAVA, kotlin: JAVA, kt: JAVA, scala: JAVA, groovy: JAVA, javascript: SCRIPT, js: SCRIPT, jsx: SCRIPT, mjs: SCRIPT,
  typescript: SCRIPT, ts: SCRIPT, tsx: SCRIPT, python: PYTHON, py: PYTHON, bash: SHELL, sh: SHELL, shell: SHELL, zsh: SHELL,
  console: SHELL, powershell: SHELL, sql: SQL, mysql: SQL, postgresql: SQL, c: SYSTEM, cpp: SYSTEM, 'c++': SYSTEM, h: SYSTEM,
  rust: SYSTEM, rs: SYSTEM, go: SYSTEM, golang: SYSTEM, css: STYLE, scss: STYLE, less: STYLE, yaml: CONFIG, yml: CONFIG,
  toml: CONFIG, ini: CONFIG, properties: CONFIG, dockerfile: CONFIG, json: JSON_LIKE, jsonc: JSON_LIKE, html: MARKUP,
  xml: MARKUP, svg: MARKUP, csharp: OTHER, cs: OTHER, php: OTHER, ruby: OTHER, rb: OTHER, swift: OTHER, dart: OTHER,
  diff: CHANGES, patch: CHANGES, udiff: CHANGES, lua: OTHER, r: OTHER, perl: OTHER, elixir: OTHER,
});

/**
 * @param {string} language
 * @returns {Grammar | undefined}
 */
export function grammarOf(language) {
  return GRAMMARS[language.toLowerCase()];
}

const WORD = /[A-Za-z_$\u00c0-\uffff][\w$\u00c0-\uffff]*/y;
const NUMBER = /(?:0[xX][\da-fA-F_]+|0[bB][01_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)[a-zA-Z%]{0,3}/y;

/**
 * Colours one line in one pass over it.
 *
 * @param {string} line
 * @param {Grammar | undefined} grammar
 * @param {CodeState} state what the line begins inside of
 * @returns {{pieces: CodePiece[], state: CodeState}}
 */
export function highlightLine(line, grammar, state) {
  if (!grammar || line.length > LONGEST_LINE) return {pieces: [{kind: '', text: line}], state};
  if (grammar === CHANGES) return {pieces: [{kind: changeOf(line), text: line}], state};
  /** @type {CodePiece[]} */
  const pieces = [];
  let plain = 0;
  let i = 0;
  /** @param {CodePiece['kind']} kind @param {number} end */
  const take = (kind, end) => {
    if (i > plain) pieces.push({kind: '', text: line.slice(plain, i)});
    pieces.push({kind, text: line.slice(i, end)});
    i = plain = end;
  };
  while (i < line.length) {
    if (state) {
      const end = closing(line, i, state);
      take(state === 'block' ? 'c' : 's', end.at);
      if (end.found) state = '';
      continue;
    }
    const opened = opening(line, i, grammar);
    if (opened) {
      state = opened;
      const skip = opened === 'block' ? 2 : opened === 'template' ? 1 : 3;
      const end = closing(line, i + skip, state);
      take(state === 'block' ? 'c' : 's', end.at);
      if (end.found) state = '';
    } else {
      const found = token(line, i, grammar);
      if (found.kind) take(found.kind, found.end);
      else i = found.end;
    }
  }
  if (line.length > plain) pieces.push({kind: '', text: line.slice(plain)});
  return {pieces, state};
}

/**
 * @param {string} line
 * @returns {CodePiece['kind']}
 */
function changeOf(line) {
  if (/^(@@|diff |index |---|\+\+\+|\*\*\*)/.test(line)) return 'c';
  return /^[+>]/.test(line) ? 'a' : /^[-<]/.test(line) ? 'd' : '';
}

/**
 * @param {string} line
 * @param {number} i
 * @param {Grammar} grammar
 * @returns {CodeState}
 */
function opening(line, i, grammar) {
  const char = line[i];
  if (char === '/' && grammar.block && line[i + 1] === '*') return 'block';
  if (char === '`' && grammar.template) return 'template';
  if (grammar.triple && line.startsWith('"""', i)) return 'triple"';
  if (grammar.triple && line.startsWith("'''", i)) return "triple'";
  return '';
}

/**
 * @param {string} line
 * @param {number} from
 * @param {CodeState} state
 */
function closing(line, from, state) {
  const mark = state === 'block' ? '*/' : state === 'template' ? '`' : state === 'triple"' ? '"""' : "'''";
  const at = line.indexOf(mark, from);
  return at < 0 ? {at: line.length, found: false} : {at: at + mark.length, found: true};
}

/**
 * @param {string} line
 * @param {number} i
 * @param {Grammar} grammar
 * @returns {{kind: CodePiece['kind'], end: number}}
 */
function token(line, i, grammar) {
  const char = line[i];
  for (const mark of grammar.line) {
    // A hash inside a word, as in `$#` or a colour, opens no comment.
    if (line.startsWith(mark, i) && (mark !== '#' || i === 0 || /[\s;]/.test(line[i - 1]))) return {kind: 'c', end: line.length};
  }
  if (grammar.quotes.includes(char)) return quoted(line, i, char);
  WORD.lastIndex = NUMBER.lastIndex = i;
  const word = WORD.exec(line);
  if (word) {
    const known = grammar.words.has(grammar.anyCase ? word[0].toLowerCase() : word[0]);
    const tag = grammar === MARKUP && /[</]/.test(line[i - 1] ?? '');
    return {kind: known || tag ? 'k' : '', end: i + word[0].length};
  }
  const number = NUMBER.exec(line);
  return number ? {kind: 'n', end: i + number[0].length} : {kind: '', end: i + 1};
}

/**
 * @param {string} line
 * @param {number} i
 * @param {string} quote
 * @returns {{kind: CodePiece['kind'], end: number}}
 */
function quoted(line, i, quote) {
  let end = i + 1;
  while (end < line.length && line[end] !== quote) end += line[end] === '\\' ? 2 : 1;
  // A lone apostrophe is more likely prose or a lifetime than a string that never ends.
  if (end >= line.length && quote === "'") return {kind: '', end: i + 1};
  return {kind: 's', end: Math.min(line.length, end + 1)};
}
