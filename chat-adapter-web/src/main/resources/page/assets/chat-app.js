/** @import {HostInit, HostMessage} from './host-link.js' */
/** @import {TabNews} from './tabs.js' */
/** @import {Assistant, Dialog, Message, Session} from './types.js' */

import {css, html} from 'lit';
import './chat-composer.js';
import './chat-header.js';
import './chat-log.js';
import './chat-notice.js';
import {Api, ApiError} from './api.js';
import {ChatElement, sharedStyle} from './chat-element.js';
import {Conversation} from './conversation.js';
import {HostLink} from './host-link.js';
import {i18n} from './i18n.js';
import {dress} from './look.js';
import {Memory} from './memory.js';
import {Tabs} from './tabs.js';

const RECENT_MS = 30 * 60_000;
const REFRESH_AFTER_MS = 5_000;
const LONGEST_WAIT_MS = 20_000;
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
  };

  #host = new HostLink();
  /** @type {Tabs | undefined} */
  #tabs;
  /** @type {HostInit} */
  #wishes = {};
  #visitor = '';
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
    /** @type {import('./types.js').Trouble | undefined} */
    this.failure = undefined;
    this.announcement = '';
    /** Whether it is clear which dialog a message goes to. */
    this.resumed = false;
    this.memory = new Memory('');
    this.api = new Api('', undefined, (session) => this.#onSession(session));
    this.talk = new Conversation(this.api);
  }

  connectedCallback() {
    super.connectedCallback();
    this.memory = new Memory(this.assistant);
    this.api = new Api(this.assistant, undefined, (session) => this.#onSession(session));
    this.talk = new Conversation(this.api, () => this.#host.facts(this.about?.context));
    this.talk.addEventListener('change', () => this.#talkChanged());
    this.talk.addEventListener('began', () => this.#tell('began'));
    this.talk.addEventListener('ended', (event) => this.#ended(/** @type {CustomEvent} */ (event).detail));
    this.talk.addEventListener('gone', () => (this.memory.dialog = ''));
    this.#host.onmessage = (message) => this.#fromHost(message);
    window.addEventListener('online', this.#network);
    window.addEventListener('offline', this.#network);
    document.addEventListener('visibilitychange', this.#seen);
    window.addEventListener('keydown', this.#escape);
    // The shell is painted while the parser, most of the page's weight, is still on its way.
    void import('./chat-markdown.js');
    void this.#start();
  }

  async #start() {
    this.#wishes = await this.#host.init;
    this.api.visitorKey = this.#wishes.visitorKey ?? this.memory.visitorKey;
    const returning = this.api.visitorKey !== undefined;
    dress(this.#wishes.theme, this.#wishes.accent);
    await this.#speak();
    if (!(await this.#session())) return;
    await this.#resume(returning);
    this.resumed = true;
    this.#host.send('ready', {capabilities: ['open', 'close', 'send', 'prefill', 'context', 'destroy']});
    this.#state();
  }

  #speak() {
    return i18n.choose([this.#wishes.locale, this.about?.locale, this.#wishes.pageLocale, ...navigator.languages]);
  }

  /** @returns {Promise<boolean>} whether there is a session now; false when trying again is in vain */
  async #session() {
    for (let failures = 0; ; failures++) {
      try {
        await this.api.open();
        this.failure = undefined;
        return true;
      } catch (error) {
        const {code, status, retryAfter} = error instanceof ApiError ? error : new ApiError('internal');
        this.failure = {code: status === 404 ? 'no-assistant' : code};
        if (status >= 400 && status < 500 && status !== 408 && status !== 429) return false;
        const wait = (retryAfter ?? 0) * 1000 || Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures);
        await new Promise((resolve) => setTimeout(resolve, wait * (0.75 + Math.random() / 2)));
      }
    }
  }

  /** @param {Session} session */
  #onSession({assistant, visitor, visitorKey}) {
    const another = this.#visitor !== '' && this.#visitor !== visitor;
    this.about = assistant;
    document.title = assistant.title;
    dress(this.#wishes.theme ?? assistant.theme, this.#wishes.accent ?? assistant.accent);
    void this.#speak();
    if (this.#visitor !== visitor) {
      this.#visitor = visitor;
      this.#tabs?.close();
      this.#tabs = new Tabs(this.assistant, visitor, (news) => this.#fromTab(news));
    }
    // A key is worth keeping once there is something it leads back to.
    if (this.memory.visitorKey || this.#wishes.visitorKey || this.talk.id) this.#keepKey(visitorKey);
    if (another) this.#fresh();
  }

  /** @param {string | undefined} key */
  #keepKey(key) {
    if (!key) return;
    if (this.#host.embedded) this.#host.send('key', {visitorKey: key});
    else this.memory.visitorKey = key;
  }

  /** @param {boolean} returning */
  async #resume(returning) {
    const {unsent, dialog} = this.memory;
    this.#composer?.fill(this.memory.draft);
    if (unsent) return this.talk.open(unsent.dialog, {...unsent.message, delivery: 'unsent'});
    if (dialog) return this.talk.open(dialog);
    if (dialog === '' || !returning) return undefined;
    try {
      const [newest] = (await this.api.dialogs({limit: 1})).items;
      const lately = newest && Date.now() - Date.parse(newest.updatedAt) < RECENT_MS;
      if (newest && (newest.running || lately)) await this.talk.open(newest.id);
    } catch {
      // The visitor can still begin anew, and find the former dialogs in the list.
    }
    return undefined;
  }

  #network = () => {
    this.offline = !navigator.onLine;
    const {unsent} = this.talk;
    if (this.offline || !unsent || unsent.problem?.code !== 'network') return;
    this.talk.resend(unsent.id);
  };

  #seen = () => {
    if (document.visibilityState !== 'visible' || !this.about) return;
    if (Date.now() - this.#refreshed < REFRESH_AFTER_MS || this.talk.running) return;
    this.#refreshed = Date.now();
    void this.talk.refresh();
  };

  /** @param {KeyboardEvent} event */
  #escape = (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || this.#dialogs?.isOpen) return;
    if (this.#composer?.editing) this.#composer.endEdit();
    else if (this.talk.running) void this.talk.stop();
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
    const {id, unsent} = this.talk;
    if (id && !unsent) this.memory.dialog = id;
    this.memory.unsent = id && unsent ? {dialog: id, message: unsent} : undefined;
    this.requestUpdate();
  }

  /** @param {TabNews['type']} type */
  #tell(type, dialog = this.talk.id) {
    if (!dialog) return;
    this.#keepKey(this.api.visitorKey);
    this.#tabs?.tell({type, dialog});
  }

  /** @param {TabNews} news */
  #fromTab({type, dialog}) {
    if (type === 'forgotten') {
      this.api.leave();
      this.#forget();
      return;
    }
    if (this.#dialogs?.isOpen) void this.#dialogs.load();
    if (dialog !== this.talk.id) return;
    if (type === 'deleted') this.#fresh();
    else if (document.visibilityState === 'visible') void this.talk.refresh();
    else this.#refreshed = 0;
  }

  /** @param {Message | undefined} reply */
  #ended(reply) {
    if (!reply) return;
    const name = this.about?.title ?? '';
    const failed = reply.status === 'failed' || reply.status === 'interrupted';
    this.announcement = failed ? i18n.t('answerFailed') : i18n.t('answered', {name, text: reply.text.slice(0, 2000)});
    if (!this.#panelOpen) this.#unread++;
    this.#tell('changed');
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
      this.#tabs?.close();
    }
  }

  #close() {
    this.#host.send('event', {name: 'close'});
  }

  /** @param {string} text */
  #say(text) {
    const wanted = text.trim();
    if (!wanted || !this.about) return;
    if (this.talk.running || wanted.length > (this.about.maxMessageLength ?? 8000)) {
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

  /** @param {CustomEvent<Promise<void> | undefined>} event */
  #forgotten({detail}) {
    this.#tabs?.tell({type: 'forgotten', dialog: ''});
    this.#forget();
    void detail?.then(() => (this.announcement = i18n.t('forgotten')));
  }

  /** The visitor is no more: nothing of her stays, and whoever goes on here is another. */
  #forget() {
    this.memory.forget();
    this.#wishes = {...this.#wishes, visitorKey: undefined};
    this.#host.send('key', {visitorKey: ''});
    if (this.#dialogs?.isOpen) this.#dialogs.hide();
    this.#fresh();
    this.#composer?.fill('');
    void this.#session();
  }

  #fresh() {
    this.#composer?.endEdit();
    this.memory.dialog = '';
    this.talk.reset();
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
    this.#tell('deleted', detail);
    if (detail === this.talk.id) this.#fresh();
  }

  /** @param {CustomEvent<Dialog>} event */
  #renamed({detail}) {
    if (detail.id === this.talk.id) this.talk.title = detail.title;
    this.#tell('changed', detail.id);
    this.requestUpdate();
  }

  /** @param {CustomEvent<string>} event */
  #discard({detail}) {
    const text = this.talk.discard(detail);
    if (!this.#composer?.draft) this.#composer?.fill(text);
  }

  render() {
    const {about, talk, failure} = this;
    const running = talk.running !== undefined;
    const down = this.offline || talk.connection === 'reconnecting' || failure !== undefined;
    return html`
      <chat-header
        .name=${about?.title ?? document.title}
        .subtitle=${running ? i18n.t('writing') : (talk.title ?? '')}
        .state=${down ? 'down' : running ? 'busy' : 'ready'}
        .demo=${about?.demo ?? false}
        .closable=${this.#host.embedded}
        @list=${this.#list}
        @new=${this.#fresh}
        @close=${this.#close}></chat-header>
      <chat-log
        .messages=${talk.messages}
        .name=${about?.title ?? ''}
        .greeting=${about?.greeting ?? ''}
        .suggestions=${about?.suggestions ?? []}
        .older=${talk.older !== undefined}
        .loading=${talk.loading || (!about && !failure)}
        .reasoning=${about?.showReasoning ?? true}
        @older=${() => talk.loadOlder()}
        @suggestion=${(/** @type {CustomEvent} */ event) => this.#say(event.detail)}
        @regenerate=${(/** @type {CustomEvent} */ event) => { talk.regenerate(event.detail); this.#log?.toEnd(); }}
        @go-on=${(/** @type {CustomEvent} */ event) => { talk.goOn(event.detail); this.#log?.toEnd(); }}
        @edit=${(/** @type {CustomEvent} */ event) => this.#edit(event.detail)}
        @resend=${(/** @type {CustomEvent} */ event) => talk.resend(event.detail)}
        @discard=${this.#discard}
        @branch=${(/** @type {CustomEvent} */ event) => talk.branch(event.detail)}></chat-log>
      <chat-notice
        .offline=${this.offline}
        .reconnecting=${talk.connection === 'reconnecting'}
        .trouble=${failure ?? talk.trouble}
        @dismiss=${() => (failure ? (this.failure = undefined) : talk.dismiss())}></chat-notice>
      <chat-composer
        .running=${running}
        .disabled=${talk.unsent !== undefined}
        .ready=${about !== undefined && this.resumed}
        .limit=${about?.maxMessageLength ?? 8000}
        @draft=${(/** @type {CustomEvent} */ event) => (this.memory.draft = event.detail)}
        @say=${(/** @type {CustomEvent} */ event) => this.#say(event.detail)}
        @edited=${(/** @type {CustomEvent} */ event) => (talk.edit(this.#edited, event.detail) ? this.#log?.toEnd() : this.#composer?.fill(event.detail))}
        @edit-last=${() => this.#edit()}
        @stop=${() => talk.stop()}></chat-composer>
      <chat-dialogs
        .api=${this.api}
        .current=${talk.id}
        @choose=${this.#choose}
        @new=${this.#fresh}
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
