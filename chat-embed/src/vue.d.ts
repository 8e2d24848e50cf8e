import type {DefineComponent} from 'vue';
import type {ChatAttributes, ChatFrame} from './index.js';

/** A chat, as long as the component is mounted; emits the events of `ChatEvents`. */
export const Chat: DefineComponent<ChatAttributes & {server: string}, {chat: () => ChatFrame | undefined}>;
