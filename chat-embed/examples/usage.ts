import {load, mount, type ChatFrame} from '@chatframe/embed';

/** What a page may write, so that the types are checked against it. */
export async function use(): Promise<() => void> {
  await load('https://chat.example');
  const chat: ChatFrame = await mount({server: 'https://chat.example', assistant: 'support', teaserDelay: 3, open: true});
  chat.identify(async () => (await fetch('/chat-token')).text());
  chat.setContext({plan: 'gold', items: 3});
  window.Chatframe.set({accent: '#16a34a', label: undefined});
  // @ts-expect-error there is no such event
  chat.on('opened', () => {});
  return chat.on('reply', ({status}) => status === 'completed' && window.Chatframe.toggle());
}
