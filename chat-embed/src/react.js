import {createElement, useEffect, useRef} from 'react';
import {mount} from './index.js';

const EVENT = /^on([A-Z]\w*)$/;

/**
 * @param {Record<string, unknown>} props
 * @returns {Record<string, unknown>} those that are attributes of the chat
 */
const attributesOf = (props) => Object.fromEntries(Object.entries(props).filter(([name]) => !EVENT.test(name) && !['server', 'style', 'className', 'chatRef', 'mode'].includes(name)));

/** A chat, as long as the component is mounted. @param {import('./react.js').ChatProps} props */
export function Chat(props) {
  const {server, mode = 'bubble', style, className, chatRef} = props;
  const place = useRef(null);
  const chat = useRef(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    let wanted = true;
    const parent = mode === 'bubble' ? undefined : place.current;
    mount({server, mode, parent, ...attributesOf(latest.current)}).then((element) => {
      if (!wanted) return element.destroy();
      chat.current = element;
      if (chatRef) chatRef.current = element;
      for (const name of ['open', 'close', 'ready', 'message', 'reply', 'feedback', 'state', 'link', 'error']) {
        // The listener of the newest rendering is the one that is called.
        element.on(name, (detail, event) => latest.current[`on${name[0].toUpperCase()}${name.slice(1)}`]?.(detail, event));
      }
      return undefined;
    }, (error) => wanted && latest.current.onError?.({code: 'unreachable', reason: 'script', error}));
    return () => {
      wanted = false;
      chat.current?.destroy();
      chat.current = null;
      if (chatRef) chatRef.current = null;
    };
  }, [server, mode, chatRef]);

  const attributes = attributesOf(props);
  useEffect(() => chat.current?.set(attributes), [JSON.stringify(attributes)]);

  return mode === 'bubble' ? null : createElement('div', {ref: place, style, className});
}
