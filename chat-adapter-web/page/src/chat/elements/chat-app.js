/** @import {HostInit, HostMessage} from '../visit/host-link.js' */
/** @import {TabNews} from '../visit/tabs.js' */
/** @import {Assistant, Dialog, Message, Session, Trouble} from '../server/types.js' */

import {css, html} from 'lit';
import './chat-composer.js';
import './chat-header.js';
import './chat-log.js';
import './chat-notice.js';
import {ChatElement, sharedStyle} from './chat-element.js';
import {Conversation} from '../dialog/conversation.js';
import {outcome} from '../words/errors.js';
import {HostLink} from '../visit/host-link.js';
import {i18n} from '../words/i18n.js';
import {dress} from './look.js';
import {resume} from '../visit/resumption.js';
import {Visit} from '../visit/visit.js';

const REFRESH_AFTER_MS = 5_000;
const LOOK_AGAIN_MS = [2_500, 7_000];

/** `<chat-app assistant="…">`: the whole page. Knows the parts; the parts do not know each other. */
export class ChatApp extends ChatElement {
  static properties = {
    assistant: {},
    about: {state: true},
    offline: {state: true},
    failure: {state: true},
    announcement: {state: true},
    resumed: {state: true},
    waiting: {state: true},
  };

  #host = new HostLink();
  /** @type {HostInit} */
  #wishes = {};
  #panelOpen = true;
  #unread = 0;
  #refreshed = 0;
  #edited = '';

  constructor() {
    super();
    this.assistant = '';
    /** @type {Assistant | undefined} */
    this.about = undefined;
    this.offline = !navigator.onLine;
    /** @type {Trouble | undefined} */
    this.failure = undefined;
    this.announcement = '';
    /** Whether it is clear which dialog a message goes to. */
    this.resumed = false;
    /** @type {{dialog: string, message: Message}[]} questions, in all dialogs, that are not confirmed */
    this.waiting = [];
    this.visit = this.#newVisit();
    /** @type {Conversation} */
    this.talk = new Conversation(this.visit.api);
  }

  /** @returns {Visit} */
  #newVisit() {
    return new Visit(this.assistant, this.#host, {
      session: (session, former) => this.#onSession(session, former),
      failure: (failure) => (this.failure = failure),
      news: (news) => this.#fromTab(news),
      holding: () => this.talk.id !== undefined || this.waiting.length > 0,
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.visit = this.#newVisit();
    this.talk = new Conversation(this.visit.api, () => this.#host.facts(this.about?.context));
    this.talk.addEventListener('change', () => this.#talkChanged());
    this.talk.addEventListener('began', (event) => this.visit.tell('began', /** @type {CustomEvent} */ (event).detail.dialog));
    this.talk.addEventListener('ended', (event) => this.#ended(/** @type {CustomEvent} */ (event).detail));
    this.talk.addEventListener('gone', () => (this.#memory.dialog = ''));
    this.#host.onmessage = (message) => this.#fromHost(message);
    window.addEventListener('online', this.#network);
    window.addEventListener('offline', this.#network);
    document.addEventListener('visibilitychange', this.#seen);
    window.addEventListener('keydown', this.#escape);
    // The shell is painted while the parser, most of the page's weight, is still on its way.
    void import('../markdown/chat-markdown.js');
    void this.#start();
  }

  get #memory() {
    return this.visit.memory;
  }

  async #start() {
    this.#wishes = await this.#host.init;
    const returning = this.visit.recall(this.#wishes.visitorKey);
    dress(this.#wishes.theme, this.#wishes.accent);
    await this.#speak();
    if (!(await this.visit.begin())) return;
    // What the host page has filled in by now comes first.
    if (!this.#composer?.draft) this.#composer?.fill(this.#memory.draft);
    await resume(this.visit, this.talk, returning);
    this.resumed = true;
    this.#host.send('ready', {capabilities: ['open', 'close', 'send', 'prefill', 'context', 'destroy']});
    this.#state();
  }

  #speak() {
    return i18n.choose([this.#wishes.locale, this.about?.locale, this.#wishes.pageLocale, ...navigator.languages]);
  }

  /**
   * @param {Session} session
   * @param {string | undefined} former the visitor whom the page has shown so far, if it was another
   */
  #onSession({assistant}, former) {
    this.about = assistant;
    document.title = assistant.title;
    dress(this.#wishes.theme ?? assistant.theme, this.#wishes.accent ?? assistant.accent);
    void this.#speak();
    if (former) this.#goOnAs(former);
  }

  /** @param {string} former who was erased elsewhere, or was met for want of the one who is recognised now */
  #goOnAs(former) {
    const {id, waiting} = this.talk;
    // One who is recognised after all gets back what she had open before she was not.
    const open = id ? undefined : this.#memory.dialog;
    // Whoever was erased keeps the words that were on their way, of all her dialogs.
    const unsent = waiting.map(({message}) => message.text);
    this.#memory.keepWaiting(former, []);
    this.#fresh(true);
    this.#write([...unsent, this.#composer?.draft].filter(Boolean).join('\n\n'));
    this.talk.restore(this.#memory.waiting(this.visit.visitor));
    if (open) void this.talk.open(open);
  }

  #network = () => {
    this.offline = !navigator.onLine;
    if (this.offline) return;
    this.talk.resendAll();
    void this.talk.refresh();
  };

  #seen = () => {
    if (document.visibilityState !== 'visible' || !this.about) return;
    if (!this.offline) this.talk.resendAll();
    if (Date.now() - this.#refreshed < REFRESH_AFTER_MS) return;
    this.#refreshed = Date.now();
    void this.talk.refresh();
  };

  /** @param {KeyboardEvent} event */
  #escape = (event) => {
    // Unlike a click on Send's place, this key was meant to end something: it stops at once, but only once.
    if (event.key !== 'Escape' || event.repeat || event.defaultPrevented || event.isComposing || this.#dialogs?.isOpen) return;
    if (this.#composer?.editing) this.#composer.endEdit();
    else if (this.talk.running) this.talk.stop();
    else if (this.#host.embedded) this.#close();
  };

  get #composer() {
    return /** @type {import('./chat-composer.js').ChatComposer | null} */ (this.renderRoot.querySelector('chat-composer'));
  }

  get #dialogs() {
    return /** @type {import('./chat-dialogs.js').ChatDialogs | null} */ (this.renderRoot.querySelector('chat-dialogs'));
  }

  get #log() {
    return /** @type {import('./chat-log.js').ChatLog | null} */ (this.renderRoot.querySelector('chat-log'));
  }

  #talkChanged() {
    const {id, waiting} = this.talk;
    if (id) this.#memory.dialog = id;
    /** @param {typeof waiting} list */
    const told = (list) => JSON.stringify(list.map(({message}) => [message.id, message.delivery, message.problem]));
    if (told(waiting) !== told(this.waiting)) {
      this.waiting = waiting;
      this.#memory.keepWaiting(this.visit.visitor, waiting);
      if (waiting.length > 0) this.visit.keep();
    }
    this.requestUpdate();
  }

  /** @param {TabNews} news */
  #fromTab({type, dialog}) {
    if (type === 'forgotten') return void this.#forget(true);
    if (this.#dialogs?.isOpen) void this.#dialogs.load();
    if (type === 'deleted') this.#deleted(dialog);
    else if (dialog !== this.talk.id) return;
    else if (document.visibilityState === 'visible') void this.talk.refresh();
    else this.#refreshed = 0;
    return undefined;
  }

  /** @param {{dialog: string, reply: Message}} end */
  #ended({dialog, reply}) {
    const answered = {name: this.about?.title ?? '', text: reply.text.slice(0, 2000)};
    this.announcement = outcome(reply).failure ? i18n.t('answerFailed') : i18n.t('answered', answered);
    if (!this.#panelOpen) this.#unread++;
    this.visit.tell('changed', dialog);
    // Titles and suggestions are made once the reply is there.
    for (const wait of LOOK_AGAIN_MS) setTimeout(() => this.talk.lookAgain(this.about?.followUps), wait);
    this.#host.send('event', {name: 'reply', status: reply.status});
    this.#state();
  }

  #state() {
    this.#host.send('state', {open: this.#panelOpen, unread: this.#unread, dialog: this.talk.id ?? null});
  }

  /** @param {HostMessage} message */
  #fromHost({type, text = ''}) {
    if (type === 'open' || type === 'close') {
      this.#panelOpen = type === 'open';
      if (this.#panelOpen) this.#unread = 0;
      if (this.#panelOpen) this.#composer?.focusField();
      this.#state();
    } else if (type === 'prefill') {
      this.#composer?.fill(text);
    } else if (type === 'send') {
      this.#say(text);
    } else if (type === 'destroy') {
      this.talk.reset();
      this.visit.close();
    }
  }

  #close() {
    this.#host.send('event', {name: 'close'});
  }

  /** @param {string} text */
  #say(text) {
    const wanted = text.trim();
    if (!wanted) return;
    if (!this.about || !this.resumed) {
      this.#composer?.keep(wanted);
      return;
    }
    if (this.talk.running || this.talk.unsent || wanted.length > (this.about.maxMessageLength ?? 8000)) {
      this.#composer?.fill(wanted);
      return;
    }
    this.announcement = '';
    this.talk.send(wanted);
    this.#host.send('event', {name: 'message'});
    this.#log?.toEnd();
  }

  #edit(id = this.talk.messages.findLast((message) => message.role === 'visitor')?.id) {
    const message = this.talk.messages.find((candidate) => candidate.id === id);
    if (!message || message.delivery || this.talk.running) return;
    this.#edited = message.id;
    this.#composer?.edit(message.text);
  }

  async #list() {
    try {
      await import('./chat-dialogs.js');
      this.#dialogs?.show();
    } catch {
      this.failure = {code: 'network'};
    }
  }

  #forgotten(/** @type {CustomEvent<{visitors: string[], gone: Promise<void>}>} */ {detail: {visitors, gone}}) {
    this.visit.tellForgotten(visitors);
    void this.#forget();
    void gone.then(() => (this.announcement = i18n.t('forgotten')));
  }

  /** The visitor is no more: nothing of her stays, and whoever goes on here is another. */
  async #forget(elsewhere = false) {
    // Until there is a session, what she sends waits in the composer.
    this.resumed = false;
    this.visit.forget(elsewhere);
    this.#wishes = {...this.#wishes, visitorKey: undefined};
    if (this.#dialogs?.isOpen) this.#dialogs.hide();
    this.#fresh(true);
    this.#composer?.fill('');
    this.resumed = await this.visit.begin();
  }

  /** @param {boolean} [everything] whether what is on its way to other dialogs is forgotten as well */
  #fresh(everything = false) {
    this.#composer?.endEdit();
    if (everything) this.talk.clear();
    else this.talk.reset();
    this.#memory.dialog = '';
    this.#state();
    this.#composer?.focusField();
  }

  /** @param {CustomEvent<string>} event */
  #choose({detail}) {
    this.#composer?.endEdit();
    this.talk.open(detail).then(() => this.#state());
    this.#log?.toEnd();
  }

  /** @param {CustomEvent<string>} event */
  #erased({detail}) {
    this.visit.tell('deleted', detail);
    this.#deleted(detail);
  }

  /** @param {string} dialog */
  #deleted(dialog) {
    const shown = dialog === this.talk.id;
    this.talk.forget(dialog);
    if (shown) this.#fresh();
  }

  /** @param {CustomEvent<Dialog>} event */
  #renamed({detail}) {
    this.talk.renamed(detail.id, detail.title);
    this.visit.tell('changed', detail.id);
  }

  /** @param {CustomEvent<string>} event */
  #discard({detail}) {
    const text = this.talk.discard(detail);
    if (text && !this.#composer?.draft) this.#write(text);
  }

  /** @param {string} text for the visitor to send, or not */
  #write(text) {
    this.#composer?.fill(text);
    this.#memory.draft = text;
  }

  render() {
    const {about, talk, failure} = this;
    const running = talk.running !== undefined;
    const down = this.offline || talk.reconnecting || failure !== undefined;
    return html`
      <chat-header
        .name=${about?.title ?? document.title}
        .subtitle=${running ? i18n.t('writing') : (talk.title ?? '')}
        .state=${down ? 'down' : running ? 'busy' : 'ready'}
        .demo=${about?.demo ?? false}
        .closable=${this.#host.embedded}
        @list=${this.#list}
        @new=${() => this.#fresh()}
        @close=${this.#close}></chat-header>
      <chat-log
        .messages=${talk.messages}
        .name=${about?.title ?? ''}
        .greeting=${about?.greeting ?? ''}
        .suggestions=${about?.suggestions ?? []}
        .older=${talk.hasOlder}
        .loading=${talk.loading || (!about && !failure)}
        .reasoning=${about?.showReasoning ?? true}
        @older=${() => talk.loadOlder()}
        @suggestion=${(/** @type {CustomEvent} */ event) => this.#say(event.detail)}
        @regenerate=${(/** @type {CustomEvent} */ event) => { talk.regenerate(event.detail); this.#log?.toEnd(); }}
        @go-on=${(/** @type {CustomEvent} */ event) => { talk.goOn(event.detail); this.#log?.toEnd(); }}
        @edit=${(/** @type {CustomEvent} */ event) => this.#edit(event.detail)}
        @resend=${(/** @type {CustomEvent} */ event) => talk.resend(event.detail)}
        @discard=${this.#discard}
        @new=${() => this.#fresh()}
        @branch=${(/** @type {CustomEvent} */ event) => talk.branch(event.detail)}></chat-log>
      <chat-notice
        .offline=${this.offline}
        .reconnecting=${talk.reconnecting}
        .trouble=${failure ?? talk.trouble}
        @dismiss=${() => (failure ? (this.failure = undefined) : talk.dismiss())}></chat-notice>
      <chat-composer
        .running=${running}
        .disabled=${talk.unsent !== undefined}
        .ready=${about !== undefined && this.resumed}
        .limit=${about?.maxMessageLength ?? 8000}
        @draft=${(/** @type {CustomEvent} */ event) => (this.#memory.draft = event.detail)}
        @say=${(/** @type {CustomEvent} */ event) => this.#say(event.detail)}
        @edited=${(/** @type {CustomEvent} */ event) => (talk.edit(this.#edited, event.detail) ? this.#log?.toEnd() : this.#composer?.fill(event.detail))}
        @edit-last=${() => this.#edit()}
        @stop=${() => talk.stop()}></chat-composer>
      <chat-dialogs
        .api=${this.visit.api}
        .current=${talk.id}
        .waiting=${this.waiting}
        @choose=${this.#choose}
        @new=${() => this.#fresh()}
        @renamed=${this.#renamed}
        @erased=${this.#erased}
        @forgotten=${this.#forgotten}></chat-dialogs>
      <div class="hidden announcer" aria-live="polite">${this.announcement}</div>
    `;
  }

  static styles = [sharedStyle, css`
    :host { display: flex; flex-direction: column; position: relative; background: var(--surface); overflow: hidden; }
  `];
}

customElements.define('chat-app', ChatApp);
