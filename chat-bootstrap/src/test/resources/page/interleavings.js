/**
 * Plays every order in which a visitor's page, the network, the server and her other tab can act, up to a budget for
 * each of them, and says where something was lost. The page's own state is the real one; all else is a model.
 */
import {EMPTY_CHAT, adoptPage, alter, ask, gone, replace, show, shownDialog, withDialog} from '/chat/dialog/chat-state.js';
import {admissible, begin, confirm, isGenerating, keep, messagesOf, patch, refuse, stop} from '/chat/dialog/dialog-state.js';

const FIRST = {
  chat: EMPTY_CHAT,
  server: {},
  aside: [],
  net: [],
  news: [],
  sent: [],
  count: 0,
};

const withRequest = (world, request) => ({...world, count: world.count + 1, net: [...world.net, {stage: 'up', n: world.count, ...request}]});
const without = (world, request) => ({...world, net: world.net.filter((each) => each !== request)});
const spend = (world, name) => ({...world, budget: {...world.budget, [name]: world.budget[name] - 1}});
const pathOf = (world) => shownDialog(world.chat)?.path ?? [];
const runningAt = (world, dialog) => world.server[dialog]?.find(isGenerating);
const shownNow = (world) => (shownDialog(world.chat) ? messagesOf(shownDialog(world.chat)) : []);

function load(world) {
  const [chat, ticket] = ask(world.chat, world.chat.shown);
  return ticket ? withRequest({...world, chat}, {kind: 'get', dialog: chat.shown, ticket}) : {...world, chat};
}

function post(world, dialog, question) {
  const draft = {id: `draft${world.count}`, role: 'assistant', text: '', parent: question.id, status: 'generating', delivery: 'sending'};
  const chat = alter(world.chat, dialog, (state) => begin(state, {...question, delivery: 'sending', problem: undefined}, draft));
  return withRequest({...world, chat}, {kind: 'post', dialog, question: question.id, draft: draft.id});
}

function send(before) {
  const dialog = before.chat.shown ?? `d${2 + before.sent.length}`;
  const world = {...before, chat: show(before.chat, dialog)};
  const question = {id: `q${world.sent.length}`, role: 'visitor', text: 'x'};
  return post({...world, sent: [...world.sent, {dialog, id: question.id}]}, dialog, question);
}

/** The visitor wants another reply in place of the last one, or one that goes on from where it was stopped. */
function instead(world, old, how) {
  const dialog = world.chat.shown;
  const held = how === 'continue' ? {reasoning: '', text: old.text} : undefined;
  const draft = {id: `draft${world.count}`, role: 'assistant', text: '', parent: old.parent, status: 'generating', delivery: 'sending', instead: old.id, held};
  const chat = alter(world.chat, dialog, (state) => begin(state, undefined, draft));
  return withRequest({...world, chat}, {kind: 'instead', dialog, parent: old.parent, draft: draft.id});
}

/** The server begins another reply to a question, unless one is running; what stood there is on another branch from now on. */
function takeInstead(world, dialog, {parent, draft}) {
  const messages = world.server[dialog];
  const busy = runningAt(world, dialog);
  if (busy) return [world, {refused: {code: 'reply-running', reply: busy.id}}];
  const at = messages.findIndex(({id}) => id === parent) + 1;
  const reply = {id: draft, role: 'assistant', text: '', parent, status: 'generating'};
  const server = {...world.server, [dialog]: [...messages.slice(0, at), reply]};
  return [{...world, server, aside: [...world.aside, ...messages.slice(at).map(({id}) => id)]}, {reply: draft}];
}

/** The server takes a question, unless it has it or another reply is running. */
function take(world, dialog, question, other) {
  const messages = world.server[dialog] ?? [];
  const known = messages.find(({parent, role}) => role === 'assistant' && parent === question);
  if (known) return [world, {reply: known.id}];
  const busy = runningAt(world, dialog);
  if (busy) return [world, {refused: {code: 'reply-running', reply: busy.id}}];
  const reply = `r-${question}`;
  const added = [
    {id: question, role: 'visitor', text: 'x', parent: messages.at(-1)?.id, other},
    {id: reply, role: 'assistant', text: '', parent: question, status: 'generating', other},
  ];
  return [{...world, server: {...world.server, [dialog]: [...messages, ...added]}}, {reply}];
}

function end(world, dialog, status) {
  const messages = world.server[dialog].map((message) => (isGenerating(message) ? {...message, status, text: 'done'} : message));
  return {...world, server: {...world.server, [dialog]: messages}};
}

function reachServer(world, request) {
  const rest = without(world, request);
  const down = (next, answer) => ({...next, net: [...next.net, {...request, stage: 'down', ...answer}]});
  if (request.kind === 'get') return down(rest, {items: world.server[request.dialog]});
  if (request.kind === 'stop') return runningAt(world, request.dialog)?.id === request.reply ? end(rest, request.dialog, 'stopped') : rest;
  const [taken, answer] = request.kind === 'post' ? take(rest, request.dialog, request.question) : takeInstead(rest, request.dialog, request);
  if (request.unheard) return {...taken, surprised: true};
  return down(taken, answer);
}

function reachPage(world, request) {
  const {dialog, draft, ticket, items, reply, refused} = request;
  let next = without(world, request);
  if (reply && draft) {
    const stopped = next.chat.dialogs.get(dialog)?.pending.some(({id, stop}) => id === draft && stop);
    next = {...next, chat: alter(next.chat, dialog, (state) => confirm(state, draft, reply))};
    return stopped ? withRequest(next, {kind: 'stop', dialog, reply}) : next;
  }
  if (draft) {
    next = {...next, chat: alter(next.chat, dialog, (state) => refuse(state, draft, refused))};
    return dialog === next.chat.shown ? load(next) : next;
  }
  const adopted = items ? adoptPage(next.chat, dialog, ticket, {items, title: 't'}, () => true) : gone(next.chat, dialog, ticket);
  next = {...next, chat: adopted};
  const state = next.chat.dialogs.get(dialog);
  for (const {id, stop, status} of state?.path ?? []) {
    if (stop && status === 'generating' && !next.net.some((each) => each.kind === 'stop')) next = withRequest(next, {kind: 'stop', dialog, reply: id});
  }
  return state?.missed && dialog === next.chat.shown ? load(next) : next;
}

/** A call that never arrives, that arrives later, or whose answer is lost: the page cannot tell one from the other. */
function lose(world, request) {
  const rest = without(world, request);
  const late = request.stage === 'up' ? {...rest, net: [...rest.net, {...request, unheard: true}]} : rest;
  return reachPage(late, {...request, reply: undefined, refused: {code: 'network'}});
}

function stopAll(world) {
  const {shown} = world.chat;
  let next = {...world, chat: replace(world.chat, shown, stop)};
  for (const {id} of pathOf(world).filter(isGenerating)) next = withRequest(next, {kind: 'stop', dialog: shown, reply: id});
  return next;
}

/** The page is loaded anew: what it remembers are the questions that were not confirmed, and it sends them again. */
function reload(world) {
  const dialogs = [...world.chat.dialogs.values()];
  const {shown} = world.chat;
  let next = {...world, net: [], chat: {...EMPTY_CHAT, clock: world.chat.clock + 1}};
  const questions = dialogs.flatMap(({id, pending}) => pending.filter(({role}) => role === 'visitor').map((message) => [id, message]));
  for (const [id, message] of questions) next = {...next, chat: alter(withDialog(next.chat, id), id, (state) => keep(state, message))};
  next = load({...next, chat: show(next.chat, shown)});
  for (const [id, message] of questions) next = post(next, id, message);
  return next;
}

/** What the page does of itself after each event. */
function attend(world) {
  const dialog = shownDialog(world.chat);
  const question = dialog && admissible(dialog);
  return question ? post(world, dialog.id, question) : world;
}

function choices(world) {
  const {budget, net, news, chat, server} = world;
  const choices = [];
  const can = (name, allowed = true) => budget[name] > 0 && allowed;
  if (can('send', !shownNow(world).some((message) => isGenerating(message) || message.delivery === 'unsent'))) {
    choices.push(['send', send(spend(world, 'send'))]);
  }
  if (can('refresh', chat.shown)) choices.push(['refresh', load(spend(world, 'refresh'))]);
  if (can('stop', shownNow(world).some(isGenerating))) choices.push(['stop', stopAll(spend(world, 'stop'))]);
  const last = shownNow(world).at(-1);
  if (can('instead', last?.role === 'assistant' && !isGenerating(last))) {
    choices.push(['regenerate', instead(spend(world, 'instead'), last, 'regenerate')]);
    if (last.status === 'stopped') choices.push(['continue', instead(spend(world, 'instead'), last, 'continue')]);
  }
  if (can('turn')) {
    const other = chat.shown === 'd0' ? 'd1' : 'd0';
    choices.push([`turn to ${other}`, load({...spend(world, 'turn'), chat: show(chat, other)})]);
  }
  if (can('other', server.d0 && !runningAt(world, 'd0'))) {
    const [taken] = take(spend(world, 'other'), 'd0', `other${budget.other}`, true);
    choices.push(['other tab sends', {...taken, news: [...taken.news, 'd0']}]);
  }
  if (can('reload')) choices.push(['reload', reload(spend(world, 'reload'))]);
  for (const request of net) {
    choices.push([`${request.kind} ${request.stage}`, request.stage === 'up' ? reachServer(world, request) : reachPage(world, request)]);
    if (can('lose', request.draft !== undefined && !request.unheard)) choices.push([`lose ${request.stage}`, lose(spend(world, 'lose'), request)]);
  }
  for (const dialog of Object.keys(server)) {
    const running = runningAt(world, dialog);
    if (running) choices.push(['end', {...end(world, dialog, 'completed'), news: running.other ? [...news, dialog] : news}]);
  }
  if (news.length > 0) choices.push(['news', news[0] === chat.shown ? load({...world, news: news.slice(1)}) : {...world, news: news.slice(1)}]);
  const told = pathOf(world).filter(isGenerating).map(({id}) => server[chat.shown]?.find((message) => message.id === id && !isGenerating(message)));
  for (const reply of told.filter(Boolean)) {
    const done = alter(chat, chat.shown, (state) => patch(state, reply.id, (mine) => ({...mine, status: reply.status, text: reply.text, stop: undefined})));
    choices.push(['done', {...world, chat: done}]);
  }
  return choices.map(([name, next]) => [name, attend(next)]);
}

/** @returns {string | undefined} what is wrong at any moment */
function wrong(before, world) {
  const shown = shownNow(world);
  const ids = shown.map(({id}) => id);
  if (new Set(ids).size !== ids.length) return `doubled: ${ids}`;
  const answered = shown.filter(({role}) => role === 'assistant').map(({parent}) => parent);
  if (new Set(answered).size !== answered.length) return `answered twice: ${ids}`;
  for (const {dialog, id} of world.sent) {
    const state = world.chat.dialogs.get(dialog);
    const mine = state && messagesOf(state).some((message) => message.id === id);
    const theirs = world.server[dialog]?.some((message) => message.id === id) || world.aside.includes(id);
    if (dialog === world.chat.shown ? !mine && !(theirs && !seen(before, world, dialog, id)) : !mine && !theirs) return `lost: ${id}`;
  }
  const order = (world.server[world.chat.shown] ?? []).map(({id}) => id);
  const places = pathOf(world).filter(({id}) => !world.aside.includes(id)).map(({id}) => order.indexOf(id));
  if (places.includes(-1)) return `unknown to the server: ${ids}`;
  if (places.some((place, i) => i > 0 && place < places[i - 1]) && !shownDialog(world.chat).unproved) return `disorder: ${ids}`;
  if (before.chat.shown === world.chat.shown) {
    const kept = new Set(ids);
    const vanished = pathOf(before).find(({id}) => !kept.has(id) && !givesWay(world, id));
    if (vanished && !(before.budget.reload > world.budget.reload)) return `vanished: ${vanished.id}`;
    const reopened = pathOf(before).find(({id, status}) => status && status !== 'generating' && pathOf(world).some((now) => now.id === id && isGenerating(now)));
    if (reopened) return `unanswered again: ${reopened.id}`;
  }
  return undefined;
}

/** Whether a message is not on the branch that is shown, because another stands or is to stand in its place. */
function givesWay(world, id) {
  const at = (shownDialog(world.chat)?.pending ?? []).map(({instead}) => pathOf(world).findIndex((message) => message.id === instead));
  const from = Math.min(...at.filter((place) => place >= 0));
  return world.aside.includes(id) || pathOf(world).findIndex((message) => message.id === id) >= from;
}

/** Whether the page has shown a message, so that it must not vanish. */
function seen(before, world, dialog, id) {
  const loadedAnew = before.budget.reload > world.budget.reload;
  const state = !loadedAnew && before.chat.shown === dialog ? before.chat.dialogs.get(dialog) : undefined;
  return state !== undefined && messagesOf(state).some((message) => message.id === id);
}

/** @returns {string | undefined} what is wrong when all is quiet */
function wrongAtLast(world) {
  for (const dialog of new Set(['d0', ...Object.keys(world.server), ...world.sent.map((each) => each.dialog)])) {
    let last = load({...world, chat: show(world.chat, dialog)});
    last = settle(last);
    const unsent = shownNow(last).filter(({delivery}) => delivery);
    if (unsent.some(({delivery}) => delivery === 'sending')) return `for ever on its way: ${unsent.map(({id}) => id)}`;
    if (unsent.length > 0 && !unsent.every(({problem}) => problem?.code === 'network')) return `unsent: ${unsent.map(({id}) => id)}`;
    const here = shownNow(last).filter(({delivery}) => !delivery).map(({id, status}) => `${id} ${status}`);
    const there = (last.server[dialog] ?? []).map(({id, status}) => `${id} ${status}`);
    if (here.join() !== there.join()) return `at last ${here} but the server has ${there}`;
  }
  return undefined;
}

/** @returns what becomes of a world in which nobody does anything more */
function settle(world) {
  let quiet = {...world, budget: {}};
  for (let next = choices(quiet); next.length > 0; next = choices(quiet)) quiet = next[0][1];
  return quiet;
}

/** The same, when only what the page itself shows at the end counts: it had news of all that happened, but for a late call. */
function wrongUnasked(world) {
  const {shown} = world.chat;
  const dialog = shownDialog(world.chat);
  if (world.surprised || !dialog || dialog.unproved || dialog.pending.length > 0) return undefined;
  const here = dialog.path.map(({id}) => id);
  const there = (world.server[shown] ?? []).map(({id}) => id);
  return here.join() === there.join() ? undefined : `unasked ${here} but the server has ${there}`;
}

/**
 * @param {Record<string, number>} budget
 * @param {number} most how many states are looked at
 * @returns {{states: number, endings: number, wrong?: string}}
 */
export function play(budget, most = Infinity) {
  const first = attend(load({...FIRST, budget, chat: show(EMPTY_CHAT, 'd0')}));
  const looked = new Set();
  let endings = 0;
  const open = [[first, []]];
  while (open.length > 0) {
    const [world, names] = open.pop();
    const next = choices(world);
    if (next.length === 0) {
      endings++;
      const problem = wrongUnasked(world) ?? wrongAtLast(world);
      if (problem) return {states: looked.size, endings, wrong: `${problem} after ${names.join(', ')}`};
    }
    for (const [name, after] of next) {
      const problem = wrong(world, after);
      if (problem) return {states: looked.size, endings, wrong: `${problem} after ${[...names, name].join(', ')}`};
      const key = fingerprint(after);
      if (looked.has(key)) continue;
      if (looked.size >= most) throw new Error(`more than ${most} states`);
      looked.add(key);
      open.push([after, [...names, name]]);
    }
  }
  return {states: looked.size, endings};
}

/** Two worlds that differ only by the numbers of their clocks go on alike. */
function fingerprint({chat, server, aside, surprised, net, news, sent, budget}) {
  const times = new Set();
  const dialogs = [...chat.dialogs.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const {changed, awaited} of dialogs) times.add(changed).add(awaited);
  for (const {ticket} of net) if (ticket) times.add(ticket);
  const rank = new Map([...times].sort((a, b) => a - b).map((time, i) => [time, i]));
  const requests = net.map(({n, ticket, ...rest}) => JSON.stringify({...rest, ticket: rank.get(ticket)})).sort();
  const states = dialogs.map((dialog) => ({...dialog, changed: rank.get(dialog.changed), awaited: rank.get(dialog.awaited)}));
  const text = JSON.stringify([chat.shown, states, server, aside, surprised, requests, news, sent, budget]);
  const names = new Map();
  return text.replace(/draft\d+/g, (draft) => names.get(draft) ?? names.set(draft, `d${names.size}`).get(draft));
}
