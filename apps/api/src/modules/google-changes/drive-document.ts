import type { drive_v3 } from 'googleapis/build/src/apis/drive/index.js';
import type { WrittenDocument } from './document-html.js';
import { orMissing } from './google-fault.js';

type Drive = drive_v3.Drive;

const DOCUMENT = 'application/vnd.google-apps.document';
/** On the file, for us alone: which one it is. Found by it when the answer to its making was lost. */
const TAG = 'understudy';

/** Makes the document, or finds the one that was made; its id. */
export async function makeDocument(drive: Drive, tag: string, { title, html }: WrittenDocument): Promise<string> {
  const found = await findDocument(drive, tag);
  if (found !== null) {
    await rewriteDocument(drive, found, { title, html });
    return found;
  }
  const { data } = await drive.files.create({
    requestBody: { name: title, mimeType: DOCUMENT, appProperties: { [TAG]: tag } },
    media: { mimeType: 'text/html', body: html },
    fields: 'id',
  });
  if (!data.id) throw new Error('Drive made a file without an id');
  return data.id;
}

const findDocument = async (drive: Drive, tag: string): Promise<string | null> => {
  const { data } = await drive.files.list({
    q: `appProperties has { key='${TAG}' and value='${tag}' } and trashed = false`,
    fields: 'files(id)',
    pageSize: 1,
  });
  return data.files?.[0]?.id ?? null;
};

/** False when somebody deleted it: then it stays so. */
export async function rewriteDocument(
  drive: Drive,
  fileId: string,
  { title, html }: WrittenDocument,
): Promise<boolean> {
  const found = await orMissing(() => drive.files.get({ fileId, fields: 'id,trashed' }));
  if (!found || found.data.trashed) return false;
  await drive.files.update({
    fileId,
    requestBody: { name: title },
    media: { mimeType: 'text/html', body: html },
    fields: 'id',
  });
  return true;
}

/** The reader may read it, or may not any more. Nobody is mailed, and who else may is left alone. */
export async function shareDocument(drive: Drive, fileId: string, email: string, isOpen: boolean): Promise<void> {
  const listed = await orMissing(() =>
    drive.permissions.list({ fileId, fields: 'permissions(id,emailAddress,role,type)', pageSize: 100 }),
  );
  if (!listed) return;
  const mine = (listed.data.permissions ?? []).find(
    ({ emailAddress, role }) => role !== 'owner' && emailAddress?.toLowerCase() === email.toLowerCase(),
  );
  if (isOpen && !mine)
    await drive.permissions.create({
      fileId,
      sendNotificationEmail: false,
      requestBody: { type: 'user', role: 'reader', emailAddress: email },
      fields: 'id',
    });
  if (!isOpen && mine?.id) await orMissing(() => drive.permissions.delete({ fileId, permissionId: mine.id ?? '' }));
}
