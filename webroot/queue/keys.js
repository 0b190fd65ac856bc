/** The queue without a mouse. */

/** Told below the table, so that nobody has to find it out. */
export const KEYS_WORDS =
  'Arrows go, Space selects, Shift with arrows selects a span, Ctrl+A all that match, Alt with arrows moves a waiting job, Enter opens it, Delete deletes, W says why it waits';

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
