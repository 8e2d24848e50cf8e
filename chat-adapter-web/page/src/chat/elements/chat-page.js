/** @import {HostInit} from '../visit/host-link.js' */
/** @import {TabNews} from '../visit/tabs.js' */
/** @import {Look} from './look.js' */
/** @import {Assistant, Message, Session, Trouble} from '../server/types.js' */

import './chat-composer.js';
import './chat-log.js';
import {Conversation} from '../dialog/conversation.js';
import {outcome} from '../words/errors.js';
import {HostLink} from '../visit/host-link.js';
import {i18n} from '../words/i18n.js';
import {links} from '../markdown/links.js';
import {Panel} from '../visit/panel.js';
import {Presence} from '../visit/presence.js';
import {resume} from '../visit/resumption.js';
import {Visit} from '../visit/visit.js';
import {ChatElement} from './chat-element.js';
import {dress} from './look.js';

const LOOK_AGAIN_MS = [2_500, 7_000];

/**
 * @param {string} token a JWT, or anything else
 * @returns {unknown} whom it is about, as it says; the server decides whether that is true
 */
function subjectOf(token) {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).sub;
  } catch {
    return token;
  }
}

/**
 * What the page does on its own: it begins a visit, shows news from the server and from other tabs, and switches to
 * another visitor when it has to. `ChatApp` adds its look and what the visitor can do.
 */
export class ChatPage extends ChatElement {
  static properties = {
    assistant: {},
    about: {state: true},
    offline: {state: true},
    failure: {state: true},
    incomplete: {state: true},
    announcement: {state: true},
    look: {type: Object},
    expandable: {state: true},
    resumed: {state: true},
    waiting: {state: true},
  };

  host = new HostLink();
  panel = new Panel(this.host, () => this.talk.id);
  /** @type {Presence | undefined} */
  #presence;
  /** @type {HostInit} */
  #wishes = {};
  /** What the host page wants of the look beside its other wishes. */
  /** @type {Look} */
  #hostLook = {};
  /** Whether the visitor has been here before. */
  #returning = false;
  #identified = false;
  #entering = true;

  constructor() {
    super();
    this.assistant = '';
    /** @type {Assistant | undefined} */
    this.about = undefined;
    this.offline = !navigator.onLine;
    /** @type {Trouble | undefined} */
    this.failure = undefined;
    /** Whether a script could not be loaded, perhaps because the server was upgraded: only a reload helps. */
    this.incomplete = false;
    this.announcement = '';
    /** @type {Look} as the page was served with it, then as it is said with the session */
    this.look = {};
    this.expandable = false;
    /** Whether the page knows which dialog a message belongs to. */
    this.resumed = false;
    /** @type {{dialog: string, message: Message}[]} questions, in all dialogs, that are not confirmed */
    this.waiting = [];
    this.visit = this.#newVisit();
    /** @type {Conversation} */
    this.talk = new Conversation(this.visit.api);
  }

  /** @returns {Visit} */
  #newVisit() {
    return new Visit(this.assistant, this.host, {
      session: (session, former) => this.#onSession(session, former),
      failure: (failure) => (this.failure = failure),
      news: (news) => this.#fromTab(news),
      holding: () => this.talk.id !== undefined || this.waiting.length > 0,
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.visit = this.#newVisit();
    this.talk = new Conversation(this.visit.api, () => this.host.facts(this.about?.context));
    this.talk.addEventListener('change', () => this.#talkChanged());
    this.talk.addEventListener('began', (event) => this.visit.tell('began', /** @type {CustomEvent} */ (event).detail.dialog));
    this.talk.addEventListener('ended', (event) => this.#ended(/** @type {CustomEvent} */ (event).detail));
    this.talk.addEventListener('gone', () => (this.memory.dialog = ''));
    this.#presence = new Presence({
      offline: () => (this.offline = true),
      online: () => this.#online(),
      seen: (stale) => this.#seen(stale),
    });
    void dress(this.look);
    // The shell is painted while the parser, the largest part of the page, is still loading.
    void this.need(import('../markdown/chat-markdown.js'));
    void this.#start();
  }

  get memory() {
    return this.visit.memory;
  }

  get composer() {
    return /** @type {import('./chat-composer.js').ChatComposer | null} */ (this.renderRoot.querySelector('chat-composer'));
  }

  get dialogs() {
    return /** @type {import('./chat-dialogs.js').ChatDialogs | null} */ (this.renderRoot.querySelector('chat-dialogs'));
  }

  get log() {
    return /** @type {import('./chat-log.js').ChatLog | null} */ (this.renderRoot.querySelector('chat-log'));
  }

  async #start() {
    this.#wishes = await this.host.init;
    this.#returning = this.visit.recall(this.#wishes.visitorKey);
    // Who has been here before is likely to see messages at once; anybody else writes one first.
    if (this.#returning) this.#needMessages();
    this.expandable = this.#wishes.expandable ?? false;
    await this.#speak();
    void this.restyle(this.#wishes.look);
    if (this.#wishes.identity) this.visit.api.identity = await this.host.identity();
    await this.#enter();
  }

  async #enter() {
    this.#entering = true;
    const begun = await this.visit.begin();
    this.#entering = false;
    if (!begun) return;
    // A text that the host page has filled in by now takes precedence.
    if (!this.composer?.draft) this.composer?.fill(this.memory.draft);
    await resume(this.visit, this.talk, this.#returning || this.#identified);
    this.resumed = true;
    this.panel.ready();
    this.#needMessages();
  }

  #needMessages() {
    void this.need(import('./chat-message.js'));
  }

  /** @param {string} token by which the host says who the visitor is; empty: nobody is signed in */
  identify(token) {
    const {api} = this.visit;
    const before = api.identity;
    api.identity = token || undefined;
    if (before && subjectOf(before) !== subjectOf(token)) return this.forget();
    if (!this.resumed) return this.#entering ? undefined : this.#enter();
    // The token of a visitor who is identified already is for the next session.
    return token && !before ? this.visit.begin() : undefined;
  }

  /** @param {unknown} wanted by the host page, in place of what it has wanted before */
  async restyle(wanted) {
    const loading = wanted ? import('./dressing.js') : undefined;
    if (!loading) this.#hostLook = {};
    else if (await this.need(loading)) this.#hostLook = (await loading).lookOf(wanted);
    this.#dress();
  }

  #dress() {
    const {about} = this;
    const {theme, accent = ''} = this.#wishes;
    const own = about ? {theme: about.theme, accent: about.accent, greeting: about.greeting, suggestions: about.suggestions, ...about.look} : this.look;
    const wished = {theme, accent: /^#[\da-f]{6}$/i.test(accent) ? accent : undefined};
    this.look = [own, wished, this.#hostLook].reduce((/** @type {Look} */ look, layer) => {
      /** @type {Look} */
      const said = Object.fromEntries(Object.entries(layer).filter(([, value]) => value !== undefined));
      // What belongs to another accent, or to other suggestions, goes with them.
      return {...look, ...(said.accent && {accentDark: undefined}), ...(said.suggestions && {icons: undefined}), ...said};
    }, {});
    i18n.adjust([this.#hostLook.texts, about?.texts]);
    void dress(this.look);
  }

  #speak() {
    return i18n.choose([this.#wishes.locale, this.about?.locale, this.#wishes.pageLocale, ...navigator.languages]);
  }

  /**
   * @param {Session} session
   * @param {string | undefined} former the visitor whom the page has shown so far, if that was someone else
   */
  #onSession({assistant, visitor, identified = false}, former) {
    this.about = assistant;
    links.site = assistant.siteHosts ?? [];
    links.others = assistant.linkHosts;
    document.title = assistant.title;
    this.#dress();
    void this.#speak();
    // What she wrote before she was identified is hers, and stays on the screen.
    const moved = identified && !this.#identified;
    this.#identified = identified;
    if (former && !moved) this.#goOnAs(former);
    else if (former) {
      this.memory.claimWaiting(visitor);
      void this.talk.refresh();
    }
  }

  /** @param {string} former a visitor who was erased elsewhere, or a new one whom the page began as while it could not recognise her */
  #goOnAs(former) {
    const {id, waiting} = this.talk;
    // A visitor who is recognised again gets back what she had open before.
    const open = id ? undefined : this.memory.dialog;
    // An erased visitor keeps the unsent texts of all her dialogs.
    const unsent = waiting.map(({message}) => message.text);
    this.memory.keepWaiting(former, []);
    this.fresh(true);
    this.write([...unsent, this.composer?.draft].filter(Boolean).join('\n\n'));
    this.talk.restore(this.memory.waiting(this.visit.visitor));
    if (open) void this.talk.open(open);
  }

  #online() {
    this.offline = false;
    this.talk.resendAll();
    void this.talk.refresh();
  }

  /** @param {boolean} stale whether there may be news of what is shown */
  #seen(stale) {
    if (!this.about) return;
    if (!this.offline) this.talk.resendAll();
    if (stale) void this.talk.refresh();
  }

  #talkChanged() {
    const {id, waiting} = this.talk;
    if (id && this.memory.dialog !== id) this.memory.dialog = id;
    /** @param {typeof waiting} list */
    const told = (list) => JSON.stringify(list.map(({message}) => [message.id, message.delivery, message.problem]));
    if (told(waiting) !== told(this.waiting)) {
      this.waiting = waiting;
      this.memory.keepWaiting(this.visit.visitor, waiting);
      if (waiting.length > 0) this.visit.keep();
    }
    this.requestUpdate();
  }

  /** @param {TabNews} news */
  #fromTab({type, dialog}) {
    if (type === 'forgotten') return void this.forget(true);
    if (this.dialogs?.isOpen) void this.dialogs.load();
    if (type === 'deleted') this.deleted(dialog);
    else if (dialog !== this.talk.id) return;
    else if (document.visibilityState === 'visible') void this.talk.refresh();
    else this.#presence?.expire();
    return undefined;
  }

  /** @param {{dialog: string, reply: Message}} end */
  #ended({dialog, reply}) {
    const answered = {name: this.about?.title ?? '', text: reply.text.slice(0, 2000)};
    this.announce(
      outcome(reply).failure ? i18n.t('answerFailed')
      : reply.status === 'stopped' ? i18n.t('answerStopped')
      : i18n.t('answered', answered),
    );
    this.visit.tell('changed', dialog);
    // The server makes titles and suggestions after the reply.
    for (const wait of LOOK_AGAIN_MS) setTimeout(() => this.talk.lookAgain(this.about?.followUps), wait);
    this.panel.ended(reply.status);
  }

  /** @param {string} text that is read out, also if it is what was said last */
  announce(text) {
    this.announcement = '';
    void this.updateComplete.then(() => (this.announcement = text));
  }

  /**
   * @param {Promise<unknown>} script that is loaded when it is needed
   * @returns {Promise<boolean>} whether it is there
   */
  async need(script) {
    try {
      await script;
      return true;
    } catch {
      this.incomplete = true;
      return false;
    }
  }

  /** @param {string} dialog */
  deleted(dialog) {
    const shown = dialog === this.talk.id;
    this.talk.forget(dialog);
    if (shown) this.fresh();
  }

  /** The visitor was deleted: all her data goes, and the page continues with a new visitor. */
  async forget(elsewhere = false) {
    // Until there is a session, messages wait in the composer.
    this.resumed = false;
    this.visit.forget(elsewhere);
    this.#wishes = {...this.#wishes, visitorKey: undefined};
    if (this.dialogs?.isOpen) this.dialogs.hide();
    this.fresh(true);
    this.composer?.fill('');
    this.resumed = await this.visit.begin();
  }

  /** @param {boolean} [everything] whether what is on its way to other dialogs is forgotten as well */
  fresh(everything = false) {
    this.composer?.endEdit();
    if (everything) this.talk.clear();
    else this.talk.reset();
    this.memory.dialog = '';
    this.panel.tell();
    this.composer?.focusField();
  }

  /** @param {string} text for the visitor to send, or not */
  write(text) {
    this.composer?.fill(text);
    this.memory.draft = text;
  }
}
