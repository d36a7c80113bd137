import { Button, Dialog, Notice } from '@understudy/ui';
import { useState } from 'react';

/** Says that this CRM is ours, who draws the bar, and how to get the real one. */
export function PretendNotice({ hasExtension }: { readonly hasExtension: boolean }) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Notice tone="info" className="crm-notice">
        {hasExtension ? (
          'A pretend CRM. The bar is the one of your browser extension.'
        ) : (
          <>
            A pretend CRM. The bar is drawn by the page for you to try; with the extension installed, the real one takes
            its place.{' '}
            <button type="button" className="crm-get" onClick={() => setAsked(true)}>
              Get the extension
            </button>
          </>
        )}
      </Notice>
      {asked ? (
        <Dialog
          title="Get the extension"
          onClose={() => setAsked(false)}
          footer={<Button onClick={() => setAsked(false)}>Close</Button>}
        >
          <p>It is built with the product and works in Chrome, Edge and other browsers of that family.</p>
          <ol className="crm-steps">
            <li>
              Open <code>chrome://extensions</code> and switch developer mode on.
            </li>
            <li>
              Choose “Load unpacked” and the folder <code>apps/extension/.output/chrome-mv3</code>.
            </li>
            <li>Come back here: on each record the real bar says who covers, and escalates.</li>
          </ol>
        </Dialog>
      ) : null}
    </>
  );
}
