/**
 * Serves the page as it is in `src`, module by module, before a running server, to which all else is passed on:
 * `npm run develop`, or `npm run develop -- http://127.0.0.1:8080`. A reload shows what was changed.
 */
import {readFileSync} from 'node:fs';
import {createServer, request} from 'node:http';
import {fileURLToPath} from 'node:url';
import {LIBRARIES, MODULES} from './libraries.js';

const PORT = 8090;
const SERVER = new URL(process.argv[2] ?? 'http://127.0.0.1:8080');
const SOURCES = fileURLToPath(new URL('src/', import.meta.url));
const FOLDERS = {'/src/': SOURCES, '/node_modules/': MODULES};
/** @type {Record<string, string>} */
const TYPES = {js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml'};

/**
 * @param {string} html a page with the names of its delivered files
 * @returns {string} with those of its sources, and where browsers find the libraries
 */
function plain(html) {
  const nonce = /nonce="([^"]+)"/.exec(html)?.[1];
  const imports = Object.fromEntries(Object.entries(LIBRARIES).map(([name, path]) => [name, `/node_modules/${path}`]));
  const named = html
    .replace(/[./]*\/assets\/chat-app-\w+\.js/, '/src/chat/elements/chat-app.js')
    .replace(/[./]*\/assets\/(\w+)-\w+\.(css|svg)/g, '/src/$1.$2');
  // Only the page of the chat has modules.
  if (!nonce) return named;
  return named.replace('<script', `<script type="importmap" nonce="${nonce}">${JSON.stringify({imports})}</script>\n<script`);
}

/** @type {import('node:http').RequestListener} */
const listener = (asked, answer) => {
  const path = new URL(`http://localhost${asked.url}`).pathname;
  const folder = Object.entries(FOLDERS).find(([prefix]) => path.startsWith(prefix));
  if (folder) serve(folder[1] + path.slice(folder[0].length), answer);
  else pass(asked, answer);
};

/**
 * @param {string} file
 * @param {import('node:http').ServerResponse} answer
 */
function serve(file, answer) {
  try {
    const content = readFileSync(file);
    answer.writeHead(200, {
      'Content-Type': TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'text/plain',
      'Cache-Control': 'no-store',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    });
    answer.end(content);
  } catch {
    answer.writeHead(404).end();
  }
}

/**
 * @param {import('node:http').IncomingMessage} asked
 * @param {import('node:http').ServerResponse} answer
 */
function pass(asked, answer) {
  const {'accept-encoding': _, ...headers} = asked.headers;
  const passed = request(new URL(asked.url ?? '/', SERVER), {method: asked.method, headers}, (given) => {
    if (!given.headers['content-type']?.startsWith('text/html')) {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
      return;
    }
    const {'content-length': __, ...others} = given.headers;
    given.setEncoding('utf8');
    given.toArray().then((parts) => {
      answer.writeHead(given.statusCode ?? 502, others);
      answer.end(plain(parts.join('')));
    });
  });
  passed.on('error', ({message}) => answer.writeHead(502).end(`${SERVER.origin}: ${message}`));
  answer.on('close', () => passed.destroy());
  asked.pipe(passed);
}

createServer(listener).listen(PORT, '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}/ shows src before ${SERVER.origin}`));
