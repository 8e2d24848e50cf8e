/**
 * Makes of `src` what the server delivers: `node build.js` writes it among the server's resources, `node build.js --check`
 * compares it with what is there. The same sources and packages give the same bytes on every machine.
 */
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync} from 'node:zlib';
import {transform} from 'esbuild';
import {rollup} from 'rollup';
import {MODULES, PACKAGES, library} from './libraries.js';
import english from './src/chat/words/locales/en.js';
import {LANGUAGES, OWN_ONLY} from './src/chat/words/languages.js';

const SOURCES = fileURLToPath(new URL('src/', import.meta.url));
const DELIVERED = fileURLToPath(new URL('../src/main/resources/page/', import.meta.url));
const SCRIPT = 'chat/elements/chat-app.js';
const WORKER = 'proof-worker.js';
const WORKER_URL = `new URL('./${WORKER}', import.meta.url).href`;
const LOADER = 'loader/embed.js';
const PLAYGROUND = 'playground/playground.js';

/** What the loader loads when it is needed, by what stands for its address in the loader's source. */
const LOADED = {"'PANEL_SCRIPT'": 'loader/panel.js', "'TEASER_SCRIPT'": 'loader/teaser.js'};
/** What the server says in the loader's name. */
const LOADER_WORDS = 'loader/words.json';
/** What must change with the sources, also for those who have no Node to make the bundle with. */
const DIGEST = 'sources.sha256';
/** The document that lists the texts. */
const TEXTS_PAGE = fileURLToPath(new URL('../../docs/texts.md', import.meta.url));
/** The languages and texts of the page, which an assistant's file may replace. */
const TEXTS = 'texts.txt';

/**
 * What may be transferred, in bytes with brotli: by a host page for the loader, and by the chat page before it can be used.
 * @type {[string, RegExp, number][]}
 */
const BUDGETS = [
  ['the loader', /^embed\.js$/, 3_072],
  ['what the loader loads when a chat is opened', /^assets\/panel-[^/]+\.js$/, 3_400],
  ['the first open of the chat page', /^(embed\.html|assets\/(page-|icon-|chat-app-|chat-markdown-)[^/]+)$/, 47_950],
];

/** @typedef {Map<string, Buffer>} Files by their path below `page/` */

/**
 * @param {string} path
 * @returns {Buffer}
 */
const source = (path) => readFileSync(SOURCES + path);

/** @param {string | Uint8Array} content */
const digest = (content) => createHash('sha256').update(content).digest('hex');

/**
 * @param {string} code
 * @param {import('esbuild').TransformOptions} options
 */
const minified = async (code, options) => (await transform(code, {minify: true, charset: 'utf8', legalComments: 'none', ...options})).code;

/**
 * @param {string} legal the comment each begins with
 * @returns {Promise<[string, string][]>} the chunks of the chat, the one to begin with first
 */
async function chunks(legal) {
  const bundle = await rollup({
    input: SOURCES + SCRIPT,
    preserveEntrySignatures: false,
    plugins: [
      {
        name: 'templates',
        // What is in them is no script, so the minifier of scripts leaves it as it is.
        transform: async (code, id) => (id.startsWith(SOURCES) ? {code: await withSmallTemplates(code), map: null} : null),
      },
      {
        name: 'page',
        resolveId: (specifier) => library(specifier),
        load: (id) => (id.endsWith('/marked.esm.js') ? withoutWriters(readFileSync(id, 'utf8')) : null),
        // The worker is a file of its own; its address is known only here.
        transform(code, id) {
          if (!code.includes(WORKER_URL)) return null;
          const worker = this.emitFile({type: 'chunk', id: join(dirname(id), WORKER)});
          return {code: code.replace(WORKER_URL, `import.meta.ROLLUP_FILE_URL_${worker}`), map: null};
        },
        renderChunk: async (code) => legal + (await minified(code, {format: 'esm'})),
      },
    ],
    onwarn: ({message}) => {
      throw new Error(message);
    },
  });
  const {output} = await bundle.generate({
    chunkFileNames: 'assets/[name]-[hash].js',
    entryFileNames: 'assets/[name]-[hash].js',
    hashCharacters: 'hex',
  });
  const scripts = output.filter((chunk) => chunk.type === 'chunk');
  const first = scripts.filter(({facadeModuleId}) => facadeModuleId === SOURCES + SCRIPT);
  return [...new Set([...first, ...scripts])].map(({fileName, code}) => [fileName, code]);
}

/**
 * @param {string} path of a script whose modules become one file
 * @param {'iife' | 'es'} format
 * @param {(code: string) => string} [changed]
 * @returns {Promise<string>}
 */
async function single(path, format, changed = (code) => code) {
  const bundle = await rollup({
    input: SOURCES + path,
    plugins: [{name: 'changed', transform: (code) => ({code: changed(code), map: null})}],
    onwarn: ({message}) => {
      throw new Error(message);
    },
  });
  const {output} = await bundle.generate({format});
  return minified(output[0].code, {});
}

/**
 * @param {string} code
 * @returns {Promise<string>} with smaller styles, and less space between tags; runs of space become one, as browsers show them
 */
async function withSmallTemplates(code) {
  /** @type {string[]} */
  const parts = [];
  let end = 0;
  for (const {0: whole, 1: style, index} of code.matchAll(/\bcss`([^`$]*)`/g)) {
    const small = (await minified(style.replaceAll('\\\\', '\\'), {loader: 'css'})).trim();
    parts.push(code.slice(end, index), `css\`${small.replaceAll('\\', '\\\\')}\``);
    end = index + whole.length;
  }
  return [...parts, code.slice(end)].join('').replace(/>\n\s+(?=<)/g, '> ');
}

/** @returns {string} the languages, then each key with the places that its text fills in */
function texts() {
  const keys = Object.entries(english).map(([key, text]) => {
    const places = JSON.stringify(text).match(/\{\w+\}/g) ?? [];
    return [key, ...new Set(places)].join(' ');
  });
  return `${[['*', ...LANGUAGES].join(' '), ...keys, ...OWN_ONLY].join('\n')}\n`;
}

/** @returns {string} the document that lists the texts */
function textsPage() {
  const rows = Object.entries(english).map(([key, text]) => `| \`${key}\` | ${(typeof text === 'string' ? [text] : Object.values(text)).join(' · ')} |`);
  const own = OWN_ONLY.map((key) => `| \`${key}\` | none |`);
  const page = [
    '# Texts of the page',
    '',
    'Made by the page\'s build. An assistant\'s file may replace any of them, see [Configuration](configuration.md#words).',
    '',
    `Languages: ${LANGUAGES.map((tag) => `\`${tag}\``).join(', ')}, and \`*\` for all.`,
    '',
    '| key | in English |',
    '|---|---|',
    ...own,
    ...rows,
  ];
  return `${page.join('\n')}\n`;
}

/**
 * Marked makes its ready instances when it is loaded, so all that writes HTML would be kept: cut off, with the exports that need it.
 *
 * @param {string} code
 */
function withoutWriters(code) {
  const used = ['Lexer', 'Tokenizer', 'getDefaults'];
  const exported = used.map((name) => new RegExp(`[{,]([\\w$]+ as ${name})[,}]`).exec(code)?.[1]);
  const made = code.search(/var [\w$]+=new [\w$]+;function [\w$]+\([\w$]+,[\w$]+\)\{return [\w$]+\.parse\(/);
  if (made < 0 || exported.includes(undefined)) throw new Error('marked is not as it was: what of it is not used must be found again');
  return `${code.slice(0, made)}export{${exported.join()}};`;
}

/** @returns {string} the licences of all code that is not ours */
function licences() {
  return PACKAGES.map((name) => {
    const {version, license} = JSON.parse(readFileSync(`${MODULES}${name}/package.json`, 'utf8'));
    const [file] = readdirSync(MODULES + name).filter((each) => /^licen[sc]e/i.test(each));
    return `${name} ${version} (${license})\n\n${readFileSync(`${MODULES}${name}/${file}`, 'utf8').trim()}\n`;
  }).join('\n----\n\n');
}

/** @returns {Promise<Files>} */
async function made() {
  /** @type {Files} */
  const files = new Map();
  /** @type {Map<string, string>} */
  const addresses = new Map();
  /**
   * @param {string} path
   * @param {string} content
   */
  const add = (path, content) => files.set(path, Buffer.from(content));
  /**
   * @param {string} path
   * @param {string} content
   */
  const addNamed = (path, content) => {
    const named = `assets/${path.replace('.', `-${digest(content).slice(0, 8)}.`)}`;
    add(named, content);
    addresses.set(path, `{{root}}${named}`);
    return named;
  };
  for (const path of ['page.css', 'host.css', 'playground.css']) addNamed(path, await minified(source(path).toString(), {loader: 'css'}));
  addNamed('icon.svg', source('icon.svg').toString());
  const scripts = await chunks(`/*! Licences of the libraries in it: /${addNamed('licences.txt', licences())} */\n`);
  for (const [path, code] of scripts) add(path, code);
  addresses.set(SCRIPT, `{{root}}${scripts[0][0]}`);
  /** @type {[string, string][]} */
  const loaded = [];
  for (const [place, path] of Object.entries(LOADED)) loaded.push([place, addNamed(basename(path), await single(path, 'es'))]);
  add('embed.js', await single(LOADER, 'iife', (code) => loaded.reduce((changed, [place, address]) => changed.replace(place, `'${address}'`), code)));
  addresses.set(PLAYGROUND, `{{root}}${addNamed('playground.js', await single(PLAYGROUND, 'es'))}`);
  add('launcher-words.json', source(LOADER_WORDS).toString());
  for (const path of ['embed.html', 'host.html', 'missing.html', 'playground/playground.html', 'playground/preview.html']) {
    add(basename(path), addressed(source(path).toString(), addresses));
  }
  add(TEXTS, texts());
  add(DIGEST, `${sourcesDigest()}\n`);
  return withCompressed(files);
}

/**
 * @param {string} html
 * @param {Map<string, string>} addresses
 */
function addressed(html, addresses) {
  return html.replace(/(href|src)="([\w/.-]+)"/g, (whole, name, path) => (addresses.has(path) ? `${name}="${addresses.get(path)}"` : whole));
}

/** @returns {string} as the test `BundleTest` of the server computes it */
function sourcesDigest() {
  const paths = readdirSync(SOURCES, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(SOURCES.length).replaceAll('\\', '/'));
  return digest(paths.sort().map((path) => `${digest(source(path))}  ${path}\n`).join(''));
}

/**
 * @param {Files} files
 * @returns {Files} with what is smaller when it is compressed, in both ways that browsers take
 */
function withCompressed(files) {
  const all = new Map(files);
  for (const [path, content] of files) {
    if (!/\.(js|css|svg|txt)$/.test(path) || path === TEXTS) continue;
    const params = {[constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: content.length};
    all.set(`${path}.br`, brotliCompressSync(content, {params})).set(`${path}.gz`, gzipSync(content, {level: 9}));
  }
  return all;
}

/** @param {Files} files */
function write(files) {
  rmSync(DELIVERED, {recursive: true, force: true});
  for (const [path, content] of files) {
    mkdirSync(dirname(DELIVERED + path), {recursive: true});
    writeFileSync(DELIVERED + path, content);
  }
}

/**
 * @param {Files} files
 * @returns {string[]} what of them is not delivered, and what is and should not be
 */
function differences(files) {
  /** @type {Files} */
  const delivered = new Map();
  for (const entry of readdirSync(DELIVERED, {recursive: true, withFileTypes: true})) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) delivered.set(path.slice(DELIVERED.length), readFileSync(path));
  }
  // Of two versions of a compressor one may do better; what counts is what comes out.
  const [theirs, ours] = [delivered, files].map((each) =>
    new Map([...each].map(([path, content]) => [path, digest(unpacked(path, content))])),
  );
  return [...new Set([...theirs.keys(), ...ours.keys()])].filter((path) => theirs.get(path) !== ours.get(path));
}

/**
 * @param {string} path
 * @param {Buffer} content
 */
function unpacked(path, content) {
  if (path.endsWith('.br')) return brotliDecompressSync(content);
  return path.endsWith('.gz') ? gunzipSync(content) : content;
}

/**
 * @param {Files} files
 * @returns {string[]} what is larger than it may be
 */
function excesses(files) {
  return BUDGETS.flatMap(([what, paths, most]) => {
    const sizes = [...files.keys()].filter((path) => paths.test(path) && !/\.(br|gz)$/.test(path)).map((path) => (files.get(`${path}.br`) ?? files.get(path))?.length ?? 0);
    const size = sizes.reduce((sum, each) => sum + each, 0);
    return size > most ? [`${what} takes ${size} bytes, and may take ${most}`] : [];
  });
}

const files = await made();
const tooMuch = excesses(files);
if (tooMuch.length > 0) {
  console.error(`The page has grown beyond its budget: ${tooMuch.join('; ')}. Make it smaller, or justify a larger budget in build.js.`);
  process.exitCode = 1;
}
if (!process.argv.includes('--check')) {
  write(files);
  writeFileSync(TEXTS_PAGE, textsPage());
} else {
  const different = differences(files);
  if (!existsSync(TEXTS_PAGE) || readFileSync(TEXTS_PAGE, 'utf8') !== textsPage()) different.push('docs/texts.md');
  if (different.length > 0) {
    console.error(`The page as delivered is not what its sources give: run "npm run build", and commit what it writes.\n${different.join('\n')}`);
    process.exitCode = 1;
  }
}
