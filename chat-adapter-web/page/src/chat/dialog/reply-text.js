/** @import {Message} from '../server/types.js' */

/**
 * The text of a reply: what the server has sent, and what is shown. A server that died may have sent words that its
 * successor does not have: the successor takes them back and continues from before them, very often with the same
 * words. So that nothing jumps, the shown words stay until the new ones differ from them or reach beyond them; in the
 * end the page always shows what the server sent.
 *
 * @typedef {{reasoning: string, text: string}} Words
 * @typedef {Pick<Message, 'text' | 'reasoning' | 'held'>} Worded
 */

/**
 * @param {Worded} reply
 * @returns {Words}
 */
function told({reasoning = '', text}) {
  return {reasoning, text};
}

/**
 * @param {Words} words
 * @param {Words} whole
 * @returns {boolean} whether the whole, read from its reasoning to its text, begins with the words
 */
function begins(words, whole) {
  if (words.text === '') return whole.reasoning.startsWith(words.reasoning);
  return whole.reasoning === words.reasoning && whole.text.startsWith(words.text);
}

/**
 * @param {Worded} reply
 * @returns {Words} what the visitor sees of it
 */
export function shown(reply) {
  const words = told(reply);
  return reply.held && begins(words, reply.held) ? reply.held : words;
}

/**
 * @template {Worded} T
 * @param {T} reply
 * @param {Words} keep
 * @returns {T} the reply after the server has taken back everything else; what was shown stays shown
 */
function cutTo(reply, {reasoning, text}) {
  return {...reply, reasoning: reasoning || undefined, text, held: shown(reply)};
}

/**
 * @template {Worded} T
 * @param {T} reply
 * @param {{reasoning: number, text: number}} keep code units of each
 * @returns {T}
 */
export function rewound(reply, keep) {
  const words = told(reply);
  return cutTo(reply, {reasoning: words.reasoning.slice(0, keep.reasoning), text: words.text.slice(0, keep.text)});
}

/**
 * @template {Worded} T
 * @param {T} reply
 * @returns {T} the reply that is about to be sent again from its start
 */
export function restarted(reply) {
  return cutTo(reply, {reasoning: '', text: ''});
}

/**
 * @template {Worded} T
 * @param {T} reply
 * @param {Partial<Words>} piece
 * @returns {T}
 */
export function grown(reply, {reasoning = '', text = ''}) {
  const before = told(reply);
  const words = {reasoning: before.reasoning + reasoning, text: before.text + text};
  const held = reply.held && begins(words, reply.held) ? reply.held : undefined;
  return {...reply, reasoning: words.reasoning || undefined, text: words.text, held};
}
