import { NoAnswer, type HttpAnswer, type HttpCall } from '@understudy/api-client';

declare const BACKEND_URL: string;

/** Where the API is; also what buttons of our own error cards open. */
export const backendUrl = (): string => `${BACKEND_URL}/`;

/**
 * Sends one call, synchronously, as the person who looks: Google's identity token names them and this script.
 * Throws NoAnswer when nothing came back (address unknown, connection refused, time over).
 */
export function send({ method, path, headers, body }: HttpCall): HttpAnswer {
  const { 'content-type': contentType, ...others } = headers;
  const token = ScriptApp.getIdentityToken();
  let response: GoogleAppsScript.URL_Fetch.HTTPResponse;
  try {
    response = UrlFetchApp.fetch(BACKEND_URL + path, {
      method: VERBS[method],
      headers: { ...others, authorization: `Bearer ${token}` },
      muteHttpExceptions: true,
      ...(contentType ? { contentType } : {}),
      ...(body === undefined ? {} : { payload: body }),
    });
  } catch (error) {
    // UrlFetchApp throws when there was no HTTP answer at all; its text is for the log, it does not say what to do.
    console.error(error);
    throw new NoAnswer(0);
  }
  return { status: response.getResponseCode(), text: response.getContentText() };
}

const VERBS = { GET: 'get', POST: 'post', PATCH: 'patch', PUT: 'put', DELETE: 'delete' } as const satisfies Record<
  HttpCall['method'],
  GoogleAppsScript.URL_Fetch.HttpMethod
>;

export const newKey = (): string => Utilities.getUuid();
