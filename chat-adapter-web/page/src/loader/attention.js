const TONE_HERTZ = 660;
const TONE_S = 0.18;
const FLASH_MS = 1_500;

/** @type {ReturnType<typeof setInterval> | undefined} */
let flash;

function sound() {
  try {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0.06, 0);
    volume.gain.exponentialRampToValueAtTime(0.001, TONE_S);
    tone.frequency.value = TONE_HERTZ;
    tone.connect(volume).connect(audio.destination);
    tone.onended = () => audio.close();
    tone.start();
    tone.stop(TONE_S);
  } catch {
    // Without sound there is still the badge.
  }
}

/**
 * Tells a visitor who looks elsewhere that something is unread.
 *
 * @param {string} ways that the site wants: `title`, `sound` or both
 * @param {number} unread
 * @param {AbortSignal} signal ends it
 */
export function attract(ways, unread, signal) {
  if (ways.includes('sound')) sound();
  if (!ways.includes('title') || !document.hidden || flash) return;
  const {title} = document;
  const calm = () => {
    clearInterval(flash);
    flash = undefined;
    document.title = title;
  };
  flash = setInterval(() => (document.title = document.title === title ? `(${unread}) ${title}` : title), FLASH_MS);
  document.addEventListener('visibilitychange', calm, {once: true});
  signal.addEventListener('abort', calm, {once: true});
}
