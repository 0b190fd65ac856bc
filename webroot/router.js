/** Which view a hash means: "#/workers/attic?tab=week" is view "worker" with {name, tab}. */

/** The menu, in its order; role is the least that has use of it. */
export const MENU = [
  { path: '', view: 'overview', words: 'Overview', icon: 'overview', role: 'VIEWER' },
  { path: 'queue', view: 'queue', words: 'Queue', icon: 'queue', role: 'VIEWER' },
  { path: 'workers', view: 'workers', words: 'Workers', icon: 'workers', role: 'VIEWER' },
  { path: 'submit', view: 'submit', words: 'Submit', icon: 'submit', role: 'SUBMITTER' },
  { path: 'presets', view: 'presets', words: 'Presets', icon: 'presets', role: 'VIEWER' },
  { path: 'history', view: 'history', words: 'History', icon: 'history', role: 'VIEWER' },
];

/** Views of one thing, below the menu's entry of its kind. */
const ONE = {
  workers: { view: 'worker', menu: 'workers', param: 'name' },
  jobs: { view: 'job', menu: 'queue', param: 'id' },
};

/** Views that no menu leads to. */
const ASIDE = ['password'];

/** {view, menu, params}, or null for a hash that means nothing. */
export function routeOf(hash) {
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split('?');
  const [first, second, ...rest] = path.split('/').map(decoded);
  const params = Object.fromEntries(new URLSearchParams(query));
  if (rest.length > 0 || first === null || second === null) return null;
  if (second && first in ONE) {
    const { view, menu, param } = ONE[first];
    return { view, menu, params: { ...params, [param]: second } };
  }
  if (ASIDE.includes(first) && !second) return { view: first, menu: null, params };
  const entry = MENU.find(({ path: each }) => each === first);
  return entry && !second ? { view: entry.view, menu: entry.view, params } : null;
}

/** The least role that has use of this entry of the menu. */
export const leastOf = (menu) => MENU.find(({ view }) => view === menu)?.role ?? 'VIEWER';

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

const ROLES = ['VIEWER', 'SUBMITTER', 'OPERATOR', 'ADMIN'];

/** Whether this role may do what needs at least that one. */
export const may = (role, least) => ROLES.indexOf(role) >= ROLES.indexOf(least);
