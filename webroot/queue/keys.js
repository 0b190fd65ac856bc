/** The queue without a mouse. */

/** Told below the table, so that nobody has to find it out. */
export const KEYS_WORDS =
  'Arrows go, Space selects, Shift with arrows selects a span, Ctrl+A all that match, Alt with arrows moves a waiting job, Enter opens it, Delete deletes, W says why it waits; on the heads of the columns Enter sorts';

/**
 * What a key pressed on the table means.
 *
 * queue: {at, count, page, go(index, extend), toggle(), all(), clear(), move(by), open(), why(), remove()}
 */
export function onKey(event, queue) {
  const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
  const command = ctrlKey || metaKey;
  if (event.target.closest('input:not([type=checkbox]), select')) return;
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: queue.page, PageUp: -queue.page }[key];
  if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) queue.move(step);
  else if (step) queue.go(queue.at + step, shiftKey);
  else if (key === 'Home') queue.go(0, shiftKey);
  else if (key === 'End') queue.go(queue.count - 1, shiftKey);
  else if (key === ' ') queue.toggle();
  else if (command && key.toLowerCase() === 'a') queue.all();
  else if (key === 'Escape') queue.clear();
  else if (key === 'Enter' && !event.target.closest('a, button')) queue.open();
  else if (key === 'Delete') queue.remove();
  else if (key.toLowerCase() === 'w' && !command && !altKey) queue.why();
  else return;
  event.preventDefault();
}

/** The heads of the columns are one stop of the key Tab: arrows go among them, down() goes to the rows. */
export function onHeadKey(event, down) {
  const heads = [...event.target.closest('.q-head').querySelectorAll('button')].filter((head) => head.offsetParent);
  const step = { ArrowRight: 1, ArrowLeft: -1, Home: -heads.length, End: heads.length }[event.key];
  const at = heads.indexOf(event.target.closest('button'));
  if (step && at >= 0) heads[Math.max(0, Math.min(heads.length - 1, at + step))].focus();
  else if (event.key === 'ArrowDown') down();
  else return;
  event.preventDefault();
}
