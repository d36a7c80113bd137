import { type CrmSite, PutCrmSite } from '@understudy/contracts';
import { Button, Dialog, FileDrop, useToast } from '@understudy/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useSend } from '../../api/use-api.js';
import { NotSaved } from '../../states/not-saved.js';
import { type AdminSite, BUILT_IN, parseSite } from './known-sites.js';

export interface ImportSiteProps {
  readonly items: readonly AdminSite[];
  readonly onClose: () => void;
}

/** A file that the extension's picker saved becomes a site for everybody; looked at before it is. */
export function ImportSite({ items, onClose }: ImportSiteProps) {
  const [site, setSite] = useState<CrmSite | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const put = useSend(PutCrmSite);
  const tell = useToast();
  const navigate = useNavigate();
  const known = site && items.find(({ id }) => id === site.id);
  const isInPlace = site !== null && (known?.site || BUILT_IN.some(({ id }) => id === site.id));

  const take = async ([file]: readonly File[]) => {
    const found = parseSite((await file?.text()) ?? '');
    setSite('site' in found ? found.site : null);
    setProblems('site' in found ? [] : found.problems);
  };
  const save = () =>
    site &&
    put.mutate(
      { input: { site_id: site.id, site, enabled: true }, ...(known ? { ifMatch: known.version } : {}) },
      {
        onSuccess: () => {
          tell({ text: `Everybody has ${site.name} now` });
          void navigate(`/crm-sites/${site.id}`);
        },
      },
    );
  return (
    <Dialog
      title="Import a CRM site"
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          {site ? null : <span className="field-hint mr-auto">Choose a file first.</span>}
          <Button onClick={onClose}>Leave it</Button>
          <Button look="filled" type="submit" busy={put.isPending} disabled={!site}>
            Give it to everybody
          </Button>
        </>
      }
    >
      {put.error ? <NotSaved error={put.error} /> : null}
      <p className="text-ink-2">
        In the extension’s options, Sites: “Add a site by pointing” makes one, and its menu saves it as a file.
      </p>
      <FileDrop
        label="File of a site"
        hint="understudy-site-….json"
        accept=".json,application/json"
        error={problems.length > 0 ? problems.slice(0, 5).join('. ') : undefined}
        onFiles={(files) => void take(files)}
      />
      {site ? (
        <dl className="kv" aria-label="What is in the file">
          <dt>Name</dt>
          <dd>{site.name}</dd>
          <dt>Where</dt>
          <dd>{site.matches.join(', ')}</dd>
          <dt>Records</dt>
          <dd>{site.records.map(({ path }) => path).join(', ')}</dd>
          {isInPlace ? (
            <>
              <dt>In place of</dt>
              <dd>{known?.site?.name ?? BUILT_IN.find(({ id }) => id === site.id)?.name}</dd>
            </>
          ) : null}
        </dl>
      ) : null}
    </Dialog>
  );
}
