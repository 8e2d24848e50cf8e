/*! Licences of the libraries in it: /assets/licences-1ea44fe5.txt */
import{k as n,m as o,C as b,a as s,A as c,c as r,i as x,s as m,e as k}from"./chat-app-c8bc1880.js";const g=1500,v=["feedbackWrong","feedbackPartial","feedbackUnclear","feedbackOffTopic"],d=n`<path d="M7 11v9H4v-9zM7 11l4-8a2.5 2.5 0 0 1 2.4 3.2L12.8 9H18a2 2 0 0 1 2 2.4l-1.3 7A2 2 0 0 1 16.7 20H7"/>`,$={up:o(d),down:o(n`<g transform="rotate(180 12 12)">${d}</g>`)};class l extends b{static properties={reply:{},feedback:{attribute:!1},mine:{state:!0},open:{state:!0},chosen:{state:!0},said:{state:!0},failed:{state:!0}};#e=0;constructor(){super(),this.reply="",this.feedback=void 0,this.mine=void 0,this.open=!1,this.chosen=[],this.said="",this.failed=!1}get#s(){return this.mine===void 0?this.feedback:this.mine??void 0}#r(e){const t=this.#s?.rating===e;this.chosen=[],this.open=e==="down"&&!t,this.#i(t?null:{rating:e},t?"feedbackBack":"feedbackThanks"),this.open&&this.updateComplete.then(()=>this.renderRoot.querySelector(".chip").focus({preventScroll:!0}))}#n(e){e.preventDefault();const i=[this.chosen.map(a=>s.t(a)).join("; "),this.renderRoot.querySelector("textarea")?.value.trim()].filter(Boolean).join(`
`);this.#i(i?{rating:"down",reason:i}:{rating:"down"},"feedbackThanks"),this.#t()}#i(e,t){const i=this.mine,a=++this.#e,{reply:p}=this;this.mine=e,this.said="",this.failed=!1;const h=async(u,f)=>{try{await u.call(e?"PUT":"DELETE",`/replies/${p}/feedback`,e?{body:e}:{}),f.send("event",{name:"feedback",rating:e?.rating??null}),a===this.#e&&(this.said=t)}catch{if(a!==this.#e)return;this.mine=i,this.failed=!0,this.said="feedbackFailed"}};this.emit("ask",h)}#t(){this.open=!1,this.renderRoot.querySelector(".down")?.focus({preventScroll:!0})}#o(e){e.key!=="Escape"||e.isComposing||(e.preventDefault(),e.stopPropagation(),this.#t())}#c(e){this.chosen=this.chosen.includes(e)?this.chosen.filter(t=>t!==e):[...this.chosen,e]}render(){return r`
      ${this.#a("up","feedbackUp")}${this.#a("down","feedbackDown")}
      <span class=${this.failed?"failed":"hidden"} role="status">${this.said?s.t(this.said):""}</span>
      ${this.open?this.#d():c}
    `}#a(e,t){const i=s.t(t),a=this.#s?.rating===e;return r`<button class="icon ${e}" title=${i} aria-label=${i} aria-pressed=${a} aria-expanded=${e==="down"?this.open:c}
      @click=${()=>this.#r(e)}>${$[e]}</button>`}#d(){return r`<form class="panel" role="group" aria-labelledby="why" @submit=${this.#n} @keydown=${this.#o}>
      <div class="head"><span id="why">${s.t("feedbackWhy")}</span>
        <button type="button" class="icon close" title=${s.t("dismiss")} aria-label=${s.t("dismiss")} @click=${this.#t}>${x.close}</button>
      </div>
      <div class="chips">
        ${v.map(e=>r`<button type="button" class="chip" aria-pressed=${this.chosen.includes(e)} @click=${()=>this.#c(e)}>${s.t(e)}</button>`)}
      </div>
      <textarea rows="2" dir="auto" maxlength=${g} aria-label=${s.t("feedbackMore")} placeholder=${s.t("feedbackMore")}></textarea>
      <button class="submit">${s.t("send")}</button>
    </form>`}static styles=[m,k`
    :host { display: contents; }
    .icon { inline-size: 30px; block-size: 30px; color: var(--ink-3); border-radius: 9px; }
    .icon:hover { color: var(--ink); }
    .icon svg { inline-size: 16px; block-size: 16px; }
    [aria-pressed='true'].icon { color: var(--link); }
    [aria-pressed='true'].icon svg { fill: color-mix(in srgb, currentColor 24%, transparent); }
    .failed { color: var(--danger); font-size: 12.5px; padding-inline: 6px; }
    .panel { flex: 0 0 calc(100% - 7px); display: grid; gap: 10px; margin-block: 4px 2px; margin-inline-start: 7px; padding: 10px 12px 12px; border: 1px solid var(--line-2); border-radius: 14px; background: var(--surface); animation: drop 0.14s ease-out; }
    @keyframes drop { from { opacity: 0; translate: 0 -4px; } }
    .head { display: flex; align-items: center; justify-content: space-between; font-size: 13.5px; font-weight: 600; }
    .chips { display: flex; flex-wrap: wrap; gap: 6px; }
    .chip { border: 1px solid var(--line-2); background: none; border-radius: 999px; padding: 5px 12px; font-size: 13px; min-block-size: 30px; }
    .chip:hover { background: var(--surface-2); }
    .chip[aria-pressed='true'] { border-color: var(--accent); color: var(--link); background: color-mix(in srgb, var(--accent) 12%, transparent); font-weight: 550; }
    textarea { border: 1px solid var(--line-2); border-radius: 10px; background: var(--surface); color: inherit; font: inherit; font-size: 16px; line-height: 1.4; padding: 7px 10px; resize: vertical; min-block-size: 52px; max-block-size: 200px; }
    textarea:focus-visible { border-color: var(--accent); box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent) 20%, transparent); }
    textarea::placeholder { color: var(--ink-3); opacity: 1; }
    .submit { justify-self: end; border: 0; border-radius: 10px; background: var(--accent); color: var(--on-accent); padding: 7px 16px; font-size: 13.5px; font-weight: 600; min-block-size: 34px; }
    @media (forced-colors: active) { [aria-pressed='true'] { outline: 2px solid Highlight; } }
  `]}customElements.define("chat-feedback",l);export{l as ChatFeedback};
