const KEYS={label:"launcher-label",icon:"launcher-icon",position:"launcher-position",offset:"launcher-offset",size:"panel-size"},LISTS=["teaser-pages","attention"],attribute=e=>e.replaceAll("&","&amp;").replaceAll('"',"&quot;").replaceAll("<","&lt;"),attributes=(e,t)=>Object.entries(e).map(([n,r])=>` ${t}${n}="${attribute(r)}"`).join("");function html(e,{mode:t,...n}){return t==="bubble"?`<script src="${e}embed.js"${attributes(n,"data-")} async><\/script>`:`<script src="${e}embed.js" async><\/script>
<chat-frame${attributes(t==="page"?{mode:t,...n}:n,"")}></chat-frame>`}function react(e,t){return`// npm install @chatframe/embed
import {Chat} from '@chatframe/embed/react';

export function Support() {
  return <Chat
${Object.entries({server:e,...t}).map(([r,o])=>`    ${r.replace(/-(\w)/g,(a,s)=>s.toUpperCase())}={${JSON.stringify(o)}}`).join(`
`)}
  />;
}`}function wordpress(e,t){return`// In functions.php of your theme, or in a plugin for snippets.
add_action('wp_footer', function () { ?>
${html(e,t).split(`
`).map(r=>`  ${r}`).join(`
`)}
<?php });`}function tagManager(e,{mode:t,...n}){const r=Object.entries(n).map(([o,c])=>`  s.setAttribute('data-${o}', ${JSON.stringify(c).replaceAll("<","\\u003c")});`);return`<!-- A "Custom HTML" tag, on all pages. -->
<script>
  var s = document.createElement('script');
  s.src = '${e}embed.js';
${r.join(`
`)}
  document.head.appendChild(s);
<\/script>`}function file({assistant:e,mode:t,...n}){const r=Object.entries(n).map(([o,c])=>{const a=LISTS.includes(o)?`[${c.split(/[\s,]+/).map(s=>JSON.stringify(s)).join(", ")}]`:o==="teaser-delay"?c:JSON.stringify(c);return`${KEYS[o]??o}: ${a}`});return`# assistants/${e}.md, between its two lines of dashes: for all sites, instead of attributes.
allowed-origins: ["https://www.example.com"]
${r.join(`
`)}`}function snippets(e,t){const n=[{name:"HTML",text:html(e,t)},{name:"React",text:react(e,t)},{name:"WordPress",text:wordpress(e,t)}];return t.mode==="bubble"&&n.push({name:"Google Tag Manager",text:tagManager(e,t)}),[...n,{name:"Assistant's file",text:file(t)}]}const ROOT=new URL(document.documentElement.dataset.root??"/",location.href).href,COPIED_MS=2e3,SITE_POLL_MS=100,form=document.querySelector("form"),frames=[...document.querySelectorAll("iframe")],tabs=document.querySelector("[role=tablist]"),code=document.querySelector("pre code"),status=document.querySelector("[role=status]");let chosen=0,colored=!1;function options(){const e={};for(const[t,n]of new FormData(form)){const r=form.elements.namedItem(t);n&&r.checkValidity()&&(t!=="accent"||colored)&&(e[t]=`${n}`)}return e}function show(e,t){const n=e.contentWindow,r=n?.Chatframe;if(!n||!r){setTimeout(()=>show(e,options()),SITE_POLL_MS);return}const{document:o}=n,{mode:c}=t;for(const s of o.querySelectorAll("chat-frame"))s.getAttribute("mode")!==c&&s.remove();const a=o.querySelector("chat-frame")??o.createElement("chat-frame");for(const s of a.getAttributeNames())s!=="style"&&s!=="popover"&&!(s in t)&&a.removeAttribute(s);for(const[s,i]of Object.entries(t))a.getAttribute(s)!==i&&a.setAttribute(s,i);a.isConnected||(c==="inline"?o.querySelector("main"):o.documentElement)?.append(a)}function tell(e){const t=snippets(ROOT,e);tabs.replaceChildren(...t.map(({name:n},r)=>{const o=document.createElement("button");return Object.assign(o,{type:"button",role:"tab",textContent:n,ariaSelected:`${r===chosen}`,tabIndex:r===chosen?0:-1}),o.setAttribute("aria-controls","snippet"),o.onclick=()=>choose(r),o})),code.textContent=t[chosen].text}function choose(e){chosen=e,tell(options()),tabs.children[e].focus()}function update(){const{value:e}=form.elements.namedItem("mode");for(const n of form.querySelectorAll(".bubble"))n.toggleAttribute("disabled",e!=="bubble");const t=options();for(const n of frames)show(n,t);tell(t)}const select=form.elements.namedItem("assistant"),{assistants="",assistant=""}=document.body.dataset;for(const e of assistants.split(" "))select.add(new Option(e,e,e===assistant,e===assistant));form.addEventListener("submit",e=>e.preventDefault()),form.addEventListener("input",({target:e})=>{e.name==="accent"&&(colored=!0),update()}),form.elements.namedItem("plain").onclick=()=>{colored=!1,update()},tabs.addEventListener("keydown",({key:e})=>{const t={ArrowRight:1,ArrowLeft:-1}[e];t&&choose((chosen+t+tabs.children.length)%tabs.children.length)}),document.querySelector("[name=copy]").onclick=async()=>{await navigator.clipboard.writeText(code.textContent??""),status.textContent="Copied",setTimeout(()=>status.textContent="",COPIED_MS)},update();
