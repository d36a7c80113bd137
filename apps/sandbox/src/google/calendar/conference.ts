import { createHash } from 'node:crypto';
import { GoogleError, invalid } from '../errors.js';
import { isObject, type JsonObject, type Query } from '../strict.js';

/**
 * INSERT (events.insert reference), conferenceDataVersion: "Version 0 assumes no conference data support and ignores conference data in the event's body.
 * Version 1 enables support for copying of ConferenceData as well as for creating new conferences using the createRequest field".
 */
export function withConference(body: JsonObject, query: Query): JsonObject {
  const version = query.conferenceDataVersion;
  if (version !== undefined && version !== 0 && version !== 1)
    throw invalid('Invalid value for conferenceDataVersion: it is 0 or 1.', 'conferenceDataVersion');
  const { conferenceData = null, ...rest } = body;
  if (version !== 1) return rest;
  if (!isObject(conferenceData)) return body;
  const { createRequest = null } = conferenceData;
  return isObject(createRequest) ? { ...rest, conferenceData: created(createRequest) } : body;
}

/** CreateConferenceRequest: "requestId: The client-generated unique ID for this request. Clients should regenerate this ID for every new request." */
function created(request: JsonObject): JsonObject {
  const { requestId, conferenceSolutionKey = null } = request;
  const type = isObject(conferenceSolutionKey) ? conferenceSolutionKey.type : undefined;
  if (typeof requestId !== 'string' || !requestId)
    throw new GoogleError(400, 'required', 'Missing conference request id.');
  if (type !== 'hangoutsMeet') throw invalid('Invalid conference type value.');
  const letters = createHash('sha256')
    .update(requestId)
    .digest('hex')
    .replace(/\d/g, (digit) => String.fromCharCode(103 + Number(digit)));
  const code = `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7, 10)}`;
  return {
    createRequest: { ...request, status: { statusCode: 'success' } },
    conferenceId: code,
    conferenceSolution: { key: { type }, name: 'Google Meet' },
    entryPoints: [
      { entryPointType: 'video', uri: `https://meet.google.com/${code}`, label: `meet.google.com/${code}` },
    ],
  };
}
