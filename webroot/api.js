/** The farm over HTTP: JSON there and back, refusals as errors in words. */

import { duration } from './words.js';

const PATIENCE_MILLIS = 60000;
/** A disc is looked through in minutes. */
export const SCAN_MILLIS = 330000;

/** What the farm would not do; message says why, field by field in errors where it knows. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(wordsOf(status, problem));
    this.name = 'ApiError';
    /** 0 when there was no answer, or none in time. */
    this.status = status;
    /** [{field, detail}] */
    this.errors = problem?.errors ?? [];
  }
}

function wordsOf(status, problem) {
  const detail = problem?.detail ?? problem?.title ?? '';
  const more = (problem?.errors ?? []).map(fieldWords).filter((words) => !detail.includes(words));
  return [detail, ...more].filter(Boolean).join('; ') || `the manager answered with status ${status}`;
}

const fieldWords = ({ field, detail }) => (field ? `${field}: ${detail}` : detail);

export class Api {
  #csrf = '';
  #loggedOut;

  /** loggedOut() is called when the farm no longer knows who asks. */
  constructor(loggedOut) {
    this.#loggedOut = loggedOut;
  }

  /** What proves from now on that a change comes from this page. */
  set csrf(token) {
    this.#csrf = token ?? '';
  }

  /** Fields of query that are null, undefined or empty are left out; waits so long at most. */
  get(path, query, patienceMillis = PATIENCE_MILLIS) {
    return this.#call('GET', path + queryOf(query), undefined, {}, patienceMillis);
  }

  /** The headers that tell what a place allows. */
  async allows(path, query) {
    const response = await answerOf(path + queryOf(query), { method: 'OPTIONS' }, PATIENCE_MILLIS);
    if (!response.ok) throw new ApiError(response.status, await contentOf(response, PATIENCE_MILLIS));
    return response.headers;
  }

  post(path, body = {}, headers = {}) {
    return this.#call('POST', path, body, headers);
  }

  put(path, body = {}, headers = {}) {
    return this.#call('PUT', path, body, headers);
  }

  del(path) {
    return this.#call('DELETE', path);
  }

  async #call(method, path, body, more = {}, patienceMillis = PATIENCE_MILLIS) {
    const headers = { accept: 'application/json', ...more };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method !== 'GET' && this.#csrf) headers['x-csrf-token'] = this.#csrf;
    const request = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
    const response = await answerOf(path, request, patienceMillis);
    const answer = await contentOf(response, patienceMillis);
    if (response.ok) return answer;
    if (response.status === 401 && !path.endsWith('/login')) this.#loggedOut();
    throw new ApiError(response.status, answer);
  }
}

async function answerOf(path, request, patienceMillis) {
  try {
    return await fetch(path, { ...request, signal: AbortSignal.timeout(patienceMillis) });
  } catch (e) {
    throw unanswered(e, patienceMillis);
  }
}

async function contentOf(response, patienceMillis) {
  try {
    return await response.json();
  } catch (e) {
    if (e instanceof SyntaxError) return null;
    throw unanswered(e, patienceMillis);
  }
}

/** Slow is not gone: what was asked for may still be done. */
function unanswered(error, patienceMillis) {
  const detail =
    error.name === 'TimeoutError'
      ? `no answer within ${duration(patienceMillis / 1000)}: it may still be at work on it; look again, then ask again`
      : 'the manager does not answer';
  return new ApiError(0, { detail });
}

/** "?a=1&b=2", or nothing. */
export function queryOf(query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
