import { NoAnswer, type HttpAnswer, type HttpCall } from '@understudy/api-client';

declare const BACKEND_URL: string;

/** Where the API is; also what buttons of our own error cards open. */
export const backendUrl = (): string => `${BACKEND_URL}/`;

/** Google gave no word for who the person is: they did not allow it. */
export class NotConnected extends Error {}

/**
 * Google stops an add-on after 30 seconds and shows an error of its own. All calls of one run share these, so that there is always time left
 * for a card of ours. A script is loaded anew for each run.
 */
const SECONDS = 24;
const startedAt = Date.now();
const secondsLeft = (): number => Math.floor(SECONDS - (Date.now() - startedAt) / 1000);

/** Newer than the typings (reference of UrlFetchApp.fetch, advanced parameters). */
type Options = GoogleAppsScript.URL_Fetch.URLFetchRequestOptions & { readonly timeoutSeconds: number };

/**
 * Sends one call, synchronously, as the person who looks: Google's identity token names them and this script.
 * Throws NoAnswer when nothing came back (address unknown, connection refused, time over), NotConnected without a token.
 */
export function send({ method, path, headers, body }: HttpCall): HttpAnswer {
  const { 'content-type': contentType, ...others } = headers;
  const token = identityToken();
  const timeoutSeconds = secondsLeft();
  if (timeoutSeconds < 1) throw new NoAnswer(0);
  const options: Options = {
    method: VERBS[method],
    headers: { ...others, authorization: `Bearer ${token}` },
    muteHttpExceptions: true,
    followRedirects: false,
    timeoutSeconds,
    ...(contentType ? { contentType } : {}),
    ...(body === undefined ? {} : { payload: body }),
  };
  try {
    const response = UrlFetchApp.fetch(BACKEND_URL + path, options);
    return { status: response.getResponseCode(), text: response.getContentText() };
  } catch (error) {
    // UrlFetchApp throws when there was no HTTP answer at all; its text is for the log, it does not say what to do.
    console.error(error);
    throw new NoAnswer(0);
  }
}

/** Google gives none, or throws, where the person did not allow it. */
function identityToken(): string {
  let token: string | null = null;
  try {
    token = ScriptApp.getIdentityToken();
  } catch (error) {
    console.error(error);
  }
  if (!token) throw new NotConnected();
  return token;
}

const VERBS = { GET: 'get', POST: 'post', PATCH: 'patch', PUT: 'put', DELETE: 'delete' } as const satisfies Record<
  HttpCall['method'],
  GoogleAppsScript.URL_Fetch.HttpMethod
>;

export const newKey = (): string => Utilities.getUuid();
