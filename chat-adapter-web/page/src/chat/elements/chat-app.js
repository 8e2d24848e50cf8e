/** @import {HostMessage} from '../visit/host-link.js' */
/** @import {Dialog} from '../server/types.js' */

import {css, html} from 'lit';
import './chat-header.js';
import './chat-notice.js';
import {i18n} from '../words/i18n.js';
import {sharedStyle} from './chat-element.js';
import {isQueued} from '../dialog/dialog-state.js';
import {ChatPage} from './chat-page.js';

/** `<chat-app assistant="…">`: the whole page. Knows the parts; the parts do not know each other. */
export class ChatApp extends ChatPage {
  #edited = '';

  connectedCallback() {
    super.connectedCallback();
    this.host.onmessage = (message) => this.#fromHost(message);
    window.addEventListener('keydown', this.#escape);
  }

  /** @param {KeyboardEvent} event */
  #escape = (event) => {
    // Unlike a click where Send was, this key was meant to end something: it stops at once, but only once.
    if (event.key !== 'Escape' || event.repeat || event.defaultPrevented || event.isComposing || this.dialogs?.isOpen) return;
    if (this.composer?.editing) this.composer.endEdit();
    else if (this.talk.running) this.talk.stop();
    else if (this.panel.closable) this.panel.close();
  };

  /** @param {HostMessage} message */
  #fromHost({type, text = '', identityToken = '', look}) {
    if (type === 'open' || type === 'close') {
      if (type === 'open') this.composer?.focusField();
      this.panel.turned(type === 'open');
    } else if (type === 'prefill') {
      // What the visitor is writing is never replaced.
      if (!this.composer?.draft) this.composer?.fill(text);
    } else if (type === 'identify') {
      void this.identify(identityToken);
    } else if (type === 'look') {
      void this.restyle(look);
    } else if (type === 'send') {
      this.#say(text);
    } else if (type === 'destroy') {
      this.talk.reset();
      this.visit.close();
    }
  }

  /** @param {string} text */
  #say(text) {
    const wanted = text.trim();
    if (!wanted) return;
    if (!this.about || !this.resumed) {
      this.composer?.keep(wanted);
      return;
    }
    if (this.talk.unsent || wanted.length > (this.about.maxMessageLength ?? 8000)) {
      this.composer?.fill(wanted);
      return;
    }
    this.announcement = '';
    this.talk.send(wanted);
    this.panel.sent();
    this.log?.toEnd();
  }

  #edit(id = this.talk.messages.findLast(({role, delivery}) => role === 'visitor' && !delivery)?.id) {
    const message = this.talk.messages.find((candidate) => candidate.id === id);
    if (!message || message.delivery || this.talk.running) return;
    this.#edited = message.id;
    this.composer?.edit(message.text);
  }

  async #list() {
    if (await this.need(import('./chat-dialogs.js'))) this.dialogs?.show();
  }

  #forgotten(/** @type {CustomEvent<{visitors: string[], gone: Promise<void>}>} */ {detail: {visitors, gone}}) {
    this.visit.tellForgotten(visitors);
    void this.forget();
    void gone.then(() => this.announce(i18n.t('forgotten')));
  }

  /** @param {CustomEvent<string>} event */
  #choose({detail}) {
    this.composer?.endEdit();
    this.talk.open(detail).then(() => this.panel.tell());
    this.log?.toEnd();
  }

  /** @param {CustomEvent<string>} event */
  #erased({detail}) {
    this.visit.tell('deleted', detail);
    this.deleted(detail);
  }

  /** @param {CustomEvent<Dialog>} event */
  #renamed({detail}) {
    this.talk.renamed(detail.id, detail.title);
    this.visit.tell('changed', detail.id);
  }

  /** @param {CustomEvent<string>} event */
  #discard({detail}) {
    const queued = this.talk.messages.some((message) => message.id === detail && isQueued(message));
    const text = this.talk.discard(detail);
    const draft = this.composer?.draft;
    // What is taken back out of the queue is not thrown away.
    if (text && (queued || !draft)) this.write([text, draft].filter(Boolean).join('\n\n'));
  }

  get #trouble() {
    return this.failure ?? (this.incomplete ? {code: 'incomplete'} : this.talk.trouble);
  }

  #dismiss() {
    if (this.failure) this.failure = undefined;
    else if (this.incomplete) this.incomplete = false;
    else this.talk.dismiss();
  }

  render() {
    const {about, talk, failure, look} = this;
    const running = talk.running !== undefined;
    const blocked = !about && (this.offline || failure !== undefined);
    const down = this.offline || talk.reconnecting || failure !== undefined;
    return html`
      <chat-header
        .name=${about?.title ?? document.title}
        .subtitle=${running ? i18n.t('writing') : (talk.title ?? '')}
        .state=${down ? 'down' : running ? 'busy' : 'ready'}
        .logo=${look.logo}
        .demo=${about?.demo ?? false}
        .expandable=${this.expandable}
        .closable=${this.panel.closable}
        @list=${this.#list}
        @new=${() => this.fresh()}
        @expand=${(/** @type {CustomEvent<boolean>} */ event) => this.panel.expand(event.detail)}
        @close=${() => this.panel.close()}></chat-header>
      <main>
      <chat-log
        .messages=${talk.messages}
        .name=${about?.title ?? ''}
        .look=${about ? look : {}}
        ?hidden=${blocked}
        .older=${talk.hasOlder}
        .loading=${talk.loading || (!about && !failure)}
        .reasoning=${about?.showReasoning ?? true}
        @older=${() => talk.loadOlder()}
        @suggestion=${(/** @type {CustomEvent} */ event) => this.#say(event.detail)}
        @regenerate=${(/** @type {CustomEvent} */ event) => { talk.regenerate(event.detail); this.log?.toEnd(); }}
        @go-on=${(/** @type {CustomEvent} */ event) => { talk.goOn(event.detail); this.log?.toEnd(); }}
        @edit=${(/** @type {CustomEvent} */ event) => this.#edit(event.detail)}
        @resend=${(/** @type {CustomEvent} */ event) => talk.resend(event.detail)}
        @ask=${(/** @type {CustomEvent} */ event) => event.detail(this.visit.api, this.host)}
        @discard=${this.#discard}
        @new=${() => this.fresh()}
        @announce=${(/** @type {CustomEvent<string>} */ event) => this.announce(event.detail)}
        @branch=${(/** @type {CustomEvent} */ event) => talk.branch(event.detail)}></chat-log>
      ${this.#foot(blocked)}
      </main>
      <chat-dialogs
        .api=${this.visit.api}
        .current=${talk.id}
        .waiting=${this.waiting}
        @choose=${this.#choose}
        @new=${() => this.fresh()}
        @renamed=${this.#renamed}
        @erased=${this.#erased}
        @forgotten=${this.#forgotten}></chat-dialogs>
      <div class="hidden announcer" aria-live="polite">${this.announcement}</div>
    `;
  }

  /** @param {boolean} blocked whether there is no chat yet, and why is all there is to show */
  #foot(blocked) {
    const {about, talk} = this;
    return html`
      <chat-notice
        ?large=${blocked}
        .offline=${this.offline}
        .reconnecting=${talk.reconnecting}
        .trouble=${this.#trouble}
        @dismiss=${this.#dismiss}></chat-notice>
      <chat-composer
        .running=${talk.running !== undefined}
        .disabled=${talk.unsent !== undefined}
        .ready=${about !== undefined && this.resumed}
        .limit=${about?.maxMessageLength ?? 8000}
        @draft=${(/** @type {CustomEvent} */ event) => (this.memory.draft = event.detail)}
        @say=${(/** @type {CustomEvent} */ event) => this.#say(event.detail)}
        @edited=${(/** @type {CustomEvent} */ event) => (talk.edit(this.#edited, event.detail) ? this.log?.toEnd() : this.composer?.fill(event.detail))}
        @edit-last=${() => this.#edit()}
        @stop=${() => talk.stop()}></chat-composer>`;
  }

  static styles = [sharedStyle, css`
    :host, main { display: flex; flex-direction: column; overflow: hidden; }
    :host { position: relative; background: var(--surface); }
    main { flex: 1; min-block-size: 0; }
    chat-log[hidden] { display: none; }
  `];
}

customElements.define('chat-app', ChatApp);
