import {defineComponent, h, onBeforeUnmount, onMounted, ref, watch} from 'vue';
import {mount} from './index.js';

const ATTRIBUTES = ['assistant', 'theme', 'accent', 'locale', 'position', 'label', 'icon', 'offset', 'size', 'teaser', 'teaserDelay', 'teaserPages', 'attention', 'open'];
const EVENTS = ['open', 'close', 'ready', 'message', 'reply', 'feedback', 'state', 'link', 'error'];

/** A chat, as long as the component is mounted. */
export const Chat = defineComponent({
  name: 'Chat',
  props: {server: {type: String, required: true}, mode: {type: String, default: 'bubble'}, ...Object.fromEntries(ATTRIBUTES.map((name) => [name, {default: undefined}]))},
  emits: EVENTS,
  setup(props, {emit, expose}) {
    const place = ref();
    let wanted = true;
    /** @type {import('./index.js').ChatFrame | undefined} */
    let chat;
    const attributes = () => Object.fromEntries(ATTRIBUTES.map((name) => [name, props[name]]).filter(([, value]) => value !== undefined));
    onMounted(async () => {
      try {
        const element = await mount({server: props.server, mode: props.mode, parent: props.mode === 'bubble' ? undefined : place.value, ...attributes()});
        if (!wanted) return element.destroy();
        chat = element;
        for (const name of EVENTS) element.on(name, (detail, event) => emit(name, detail, event));
      } catch (error) {
        if (wanted) emit('error', {code: 'unreachable', reason: 'script', error});
      }
      return undefined;
    });
    onBeforeUnmount(() => {
      wanted = false;
      chat?.destroy();
    });
    watch(() => ATTRIBUTES.map((name) => props[name]), () => chat?.set(Object.fromEntries(ATTRIBUTES.map((name) => [name, props[name]]))));
    expose({chat: () => chat});
    return () => (props.mode === 'bubble' ? null : h('div', {ref: place}));
  },
});
