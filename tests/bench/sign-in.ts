import { fromAnswer, toCall } from '@understudy/api-client';
import { SandboxSignIn } from '@understudy/contracts';

/** A token as the browser extension would hold it. Throws ApiProblem when nobody has the address. */
export async function signIn(port: number, email: string): Promise<string> {
  const { method, path, headers, body } = toCall(SandboxSignIn, { email });
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  return fromAnswer(SandboxSignIn, { status: answer.status, text: await answer.text() }).access_token;
}
