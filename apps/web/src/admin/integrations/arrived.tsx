import { Notice } from '@understudy/ui';

/** Back from the other side's consent page. */
export function Arrived({ connected }: { readonly connected: string | null }) {
  if (connected !== 'slack') return null;
  return (
    <Notice tone="covered">
      <b>Slack is connected.</b>{' '}
      <span className="mut">
        People are found by their e-mail addresses; who is not known is listed under Slack, People.
      </span>
    </Notice>
  );
}
