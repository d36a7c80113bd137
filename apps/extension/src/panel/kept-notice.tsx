import { Button } from '@understudy/ui';
import { CloudOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { sendMessage } from '../protocol.js';
import { say } from '../say.js';

/** No connection: it lies on this computer and goes by itself. Nothing more is asked of the person. */
export function KeptNotice({ another }: { readonly another: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const sendNow = async (): Promise<void> => {
    setBusy(true);
    await sendMessage('sendKept', null);
    setBusy(false);
  };
  return (
    <div className="grid min-h-0 grid-rows-[minmax(0,1fr)_auto]">
      <div
        ref={box}
        tabIndex={-1}
        role="status"
        className="grid content-center justify-items-center gap-2 p-7 text-center outline-none"
      >
        <CloudOff className="i text-waiting-text" />
        <p className="m-0 text-base font-semibold">{say('kept.title')}</p>
        <p className="m-0 text-ink-2">{say('kept.text')}</p>
        <Button size="panel" busy={isBusy} onClick={() => void sendNow()}>
          {say('kept.sendNow')}
        </Button>
      </div>
      <footer className="border-t border-line bg-panel px-4 py-3">
        <Button className="btn-wide w-full" onClick={another}>
          {say('panel.another')}
        </Button>
      </footer>
    </div>
  );
}
