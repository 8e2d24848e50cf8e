/*! Licences of the libraries in it: /assets/licences-496a735a.txt */
import{C as h,P as p,i as o,A as l,a as e,b as u,c as r,d as g,w as b,s as f,e as m}from"./chat-app-43ae7ed4.js";const x=30,v=250,$=200;class d extends h{static properties={api:{attribute:!1},current:{},waiting:{attribute:!1},items:{state:!0},next:{state:!0},query:{state:!0},busy:{state:!0},trouble:{state:!0},renaming:{state:!0},erasing:{state:!0},forgetting:{state:!0}};#a;#r=0;#t=new p;constructor(){super(),this.api=void 0,this.current=void 0,this.waiting=[],this.items=[],this.next=void 0,this.query="",this.busy=!1,this.trouble=void 0,this.renaming=void 0,this.erasing=void 0,this.forgetting=!1}updated(){this.#t.mean(this.forgetting?"forget":this.erasing?`erase ${this.erasing}`:"choose")}#n(t,i){this.#t.meant(t)&&i()}get#e(){return this.renderRoot.querySelector("dialog")}get isOpen(){return this.#e?.open??!1}async show(){await this.updateComplete,this.query="",this.#i(),this.#e?.showModal(),this.load()}#i(){this.renaming=this.erasing=void 0,this.forgetting=!1}hide(){this.#e?.close()}async load(t){if(!this.api)return;const i=++this.#r;this.busy=!0,this.trouble=void 0;try{const s=await this.api.dialogs({before:t,q:this.query.trim(),limit:x});if(i!==this.#r)return;const a=new Set(t?this.items.map(n=>n.id):[]);this.items=[...t?this.items:[],...s.items.filter(n=>!a.has(n.id))],this.next=s.next}catch(s){i===this.#r&&this.#d(s,t)}this.busy=!1}#d(t,i){const{code:s,retryAfter:a=1}=t;s==="too-many-searches"?this.#a=setTimeout(()=>{this.load(i)},a*1e3):this.#s(t)}#s(t){this.trouble=t}#h(t){this.query=t.target.value,clearTimeout(this.#a),this.#a=setTimeout(()=>{this.load()},v)}#p(t){t.target===this.#e&&this.hide()}#o(t){this.hide(),this.emit("choose",t)}#u(){this.hide(),this.emit("new")}async#g(t,i){i.preventDefault();const a=this.renderRoot.querySelector(".title-field")?.value.trim()??"";if(this.renaming=void 0,!(!a||a===t.title))try{const n=await this.api?.rename(t.id,a);this.items=this.items.map(c=>c.id===t.id?{...c,...n}:c),this.emit("renamed",{...t,title:a})}catch(n){this.#s(n)}}async#b(t){this.erasing=void 0;try{await this.api?.erase(t),this.items=this.items.filter(i=>i.id!==t),this.emit("erased",t)}catch(i){this.#s(i)}}async#f(){this.forgetting=!1;try{const t=await this.api?.forget();this.items=[],t&&this.emit("forgotten",t)}catch(t){this.#s(t)}}#m(t){t.key!=="Escape"||!(this.renaming||this.erasing||this.forgetting)||(t.preventDefault(),t.stopPropagation(),this.#i())}async#x(t){this.renaming=t,await this.updateComplete,this.renderRoot.querySelector(".title-field")?.select()}async#v(t){this.erasing=t,await this.updateComplete,this.renderRoot.querySelector(".confirm .cancel")?.focus()}async#$(){this.#i(),this.forgetting=!0,await this.updateComplete,this.renderRoot.querySelector(".forget .cancel")?.focus()}render(){return r`
      <dialog aria-label=${e.t("dialogs")} @click=${this.#p} @keydown=${this.#m}>
        <div class="sheet">
          <div class="head">
            <h2>${e.t("dialogs")}</h2>
            <button class="icon new" title=${e.t("newDialog")} aria-label=${e.t("newDialog")} @click=${this.#u}>${o.plus}</button>
            <button class="icon back" title=${e.t("back")} aria-label=${e.t("back")} @click=${this.hide}>${o.close}</button>
          </div>
          <label class="search">${o.find}
            <input type="search" aria-label=${e.t("search")} placeholder=${e.t("search")} .value=${this.query} @input=${this.#h} />
          </label>
          ${this.trouble?r`<p class="bad" role="alert">${u(this.trouble)}</p>`:l}
          <ul>
            ${this.query.trim()?l:this.#l().map(t=>r`<li class=${t.dialog===this.current?"current":""}>${this.#k(t)}</li>`)}
            ${g(this.items,t=>t.id,t=>r`<li class=${t.id===this.current?"current":""}>${this.#y(t)}</li>`)}
          </ul>
          ${this.items.length+this.#l().length===0&&!this.busy&&!this.trouble?r`<p class="empty">${e.t(this.query.trim()?"noMatches":"noDialogs")}</p>`:l}
          ${this.next?r`<button class="more" ?disabled=${this.busy} @click=${()=>this.load(this.next)}>${e.t("more")}</button>`:l}
          <div class="forget">${this.forgetting?r`<div class="confirm" role="alertdialog" aria-label=${e.t("forgetAsk")}>
                <span>${e.t("forgetAsk")}</span>
                <button class="small danger" @pointerdown=${this.#t.begin} @click=${t=>this.#n(t,()=>this.#f())}>${e.t("remove")}</button>
                <button class="small cancel" @click=${this.#i}>${e.t("cancel")}</button>
              </div>`:r`<button class="all" @click=${this.#$}>${o.bin}${e.t("forget")}</button>`}</div>
        </div>
      </dialog>
    `}#l(){return this.waiting.filter(({dialog:t},i)=>!this.items.some(({id:s})=>s===t)&&this.waiting.findIndex(s=>s.dialog===t)===i)}#k({dialog:t,message:i}){return r`
      <button class="choose" aria-current=${t===this.current?"true":l} @click=${()=>this.#o(t)}>
        <span class="title"><bdi>${b(i.text)}</bdi></span>
        <span class="when">${this.#c(i)}</span>
      </button>`}#c({delivery:t}){return t==="sending"?e.t("sending"):r`<span class="not-sent">${e.t("notSent")}</span>`}#y(t){const i=t.title||e.t("untitled"),s=this.waiting.find(a=>a.dialog===t.id)?.message;return t.id===this.renaming?r`<form class="edit" @submit=${a=>this.#g(t,a)}>
        <input class="title-field" maxlength=${$} aria-label=${e.t("titleLabel")} .value=${t.title??""} />
        <button class="small save">${e.t("save")}</button>
      </form>`:t.id===this.erasing?r`<div class="confirm" role="alertdialog" aria-label=${e.t("removeAsk")}>
        <span>${e.t("removeAsk")}</span>
        <button class="small danger" @pointerdown=${this.#t.begin} @click=${a=>this.#n(a,()=>this.#b(t.id))}>${e.t("remove")}</button>
        <button class="small cancel" @click=${()=>this.erasing=void 0}>${e.t("cancel")}</button>
      </div>`:r`
      <button class="choose" aria-current=${t.id===this.current?"true":l} @click=${()=>this.#o(t.id)}>
        <span class="title"><bdi>${i}</bdi></span>
        <span class="when">${s?this.#c(s):t.running?r`<span class="dot"></span>${e.t("writing")}`:e.moment(new Date(t.updatedAt))}</span>
      </button>
      <button class="icon rename" title=${e.t("rename")} aria-label="${e.t("rename")}: ${i}" @click=${()=>this.#x(t.id)}>${o.pen}</button>
      <button class="icon erase" title=${e.t("remove")} aria-label="${e.t("remove")}: ${i}" @click=${()=>this.#v(t.id)}>${o.bin}</button>
    `}static styles=[f,m`
    dialog { position: fixed; inset: 0; inset-inline-start: auto; margin: 0; padding: 0; border: 0; inline-size: min(360px, 100%); block-size: 100%; max-block-size: none; max-inline-size: none; background: var(--surface); color: var(--ink); box-shadow: 0 0 48px rgb(16 24 40 / 0.22); overflow: hidden; }
    dialog[open] { animation: slide 0.18s ease-out; }
    dialog:dir(rtl)[open] { animation-name: slide-rtl; }
    dialog::backdrop { background: var(--scrim); animation: fade 0.18s; }
    @keyframes slide { from { translate: 24px 0; opacity: 0; } }
    @keyframes slide-rtl { from { translate: -24px 0; opacity: 0; } }
    @keyframes fade { from { opacity: 0; } }
    .sheet { display: flex; flex-direction: column; block-size: 100%; padding-block-end: env(safe-area-inset-bottom); }
    .head { display: flex; align-items: center; gap: 4px; padding: 12px; padding-inline-start: 18px; padding-block-start: max(12px, env(safe-area-inset-top)); }
    h2 { flex: 1; margin: 0; font-size: 16px; font-weight: 650; }
    .search { display: flex; align-items: center; gap: 8px; margin: 0 14px 10px; padding: 0 12px; border: 1px solid transparent; border-radius: 12px; background: var(--surface-2); color: var(--ink-3); }
    .search:focus-within { border-color: var(--accent); background: var(--surface); }
    input { flex: 1; min-inline-size: 0; border: 0; outline: 0; background: none; color: var(--ink); font: inherit; font-size: 16px; padding: 8px 0; }
    input[type='search']::-webkit-search-cancel-button { -webkit-appearance: none; }
    input::placeholder { color: var(--ink-3); opacity: 1; font-size: 14.5px; }
    ul { list-style: none; margin: 0; padding: 0 8px; overflow-y: auto; overscroll-behavior: contain; flex: 0 1 auto; min-block-size: 0; scrollbar-width: thin; }
    li { display: flex; align-items: center; border-radius: 12px; margin-block-end: 2px; }
    li:hover, li:focus-within { background: var(--surface-2); }
    li.current { background: color-mix(in srgb, var(--accent) 12%, transparent); }
    .choose { flex: 1; min-inline-size: 0; display: grid; gap: 1px; text-align: start; border: 0; background: none; padding: 8px 10px; border-radius: 12px; }
    .title { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 500; font-size: 14.5px; text-align: start; }
    .when { font-size: 12px; color: var(--ink-3); display: flex; align-items: center; gap: 6px; }
    .not-sent { color: var(--danger); }
    .dot { inline-size: 7px; block-size: 7px; border-radius: 50%; background: var(--accent); }
    li .icon { inline-size: 32px; block-size: 32px; color: var(--ink-3); }
    li .icon:last-child { margin-inline-end: 4px; }
    li .icon:hover { background: var(--surface-3); color: var(--ink); }
    li svg { inline-size: 16px; block-size: 16px; }
    @media (hover: hover) { li:not(:hover, :focus-within) .icon { opacity: 0; } }
    .edit, .confirm { flex: 1; display: flex; flex-wrap: wrap; gap: 6px; align-items: center; padding: 8px 10px; font-size: 14px; }
    .edit { flex-wrap: nowrap; }
    .title-field { border: 1px solid var(--accent); border-radius: 9px; padding: 5px 9px; background: var(--surface); }
    .confirm span { flex: 1 1 100%; }
    .small { border: 1px solid var(--line-2); background: var(--surface); border-radius: 9px; padding: 5px 12px; font-size: 13.5px; min-block-size: 32px; }
    .small.save { background: var(--accent); color: var(--on-accent); border-color: transparent; }
    .small.danger { background: var(--danger); color: var(--surface); border-color: transparent; }
    .bad { margin: 0 14px 8px; padding: 8px 12px; border-radius: 12px; background: var(--danger-bg); color: var(--danger); font-size: 13px; }
    .empty { margin: 40px 20px; text-align: center; color: var(--ink-3); }
    .more { margin: 6px 14px 12px; border: 0; background: none; color: var(--link); padding: 8px; border-radius: 10px; }
    .forget { margin-block-start: auto; padding: 6px 8px 10px; border-block-start: 1px solid var(--line); }
    .all { display: flex; align-items: center; gap: 8px; inline-size: 100%; border: 0; background: none; color: var(--ink-2); padding: 9px 10px; border-radius: 10px; font-size: 13.5px; text-align: start; }
    .all:hover { background: var(--danger-bg); color: var(--danger); }
    .all svg { inline-size: 16px; block-size: 16px; }
    .more:hover { background: var(--surface-2); }
  `]}customElements.define("chat-dialogs",d);export{d as ChatDialogs};
