import { PutCrmSite, RemoveCrmSite } from '@understudy/contracts';
import { Button, Chip, Field, Input, Panel, Select, Textarea, useToast } from '@understudy/ui';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { codeOf } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { NotSaved } from '../../states/not-saved.js';
import { ChangedMeanwhile } from '../../editing/changed-meanwhile.js';
import { ReasonDialog } from '../reason-dialog.js';
import { useEdit } from '../../editing/use-edit.js';
import { SITE_CRUMBS } from './crm-site-page.js';
import { type KnownSite, originWords } from './known-sites.js';
import { SITE_FIELDS, siteErrors, type SiteForm, toSiteForm, withForm } from './site-form.js';
import { TryAddress } from './try-address.js';

const IDS = {
  'as-is': 'as it stands in the address',
  salesforce: 'Salesforce: 15 and 18 characters are one record',
  guid: 'GUID, whatever its spelling',
} as const;

export function SiteEditor({ known }: { readonly known: KnownSite }) {
  const { id, said, isBuiltIn, enabled } = known;
  const edit = useEdit<SiteForm>(`crm-site:${id}`, toSiteForm(known.site), said?.version ?? 0);
  const [isRemoving, setRemoving] = useState(false);
  const put = useSend(PutCrmSite);
  const remove = useSend(RemoveCrmSite);
  const tell = useToast();
  const navigate = useNavigate();
  const form = edit.values;
  const site = withForm(known.site, form);
  const errors = siteErrors(site);
  const isWrong = Object.keys(errors).length > 0;
  const error = (name: string) => (errors[name] ? { error: errors[name] } : {});
  const match = said ? { ifMatch: said.version } : {};
  const reason = edit.clashes
    ? 'Somebody changed the same thing: choose first.'
    : isWrong
      ? 'Something below cannot be taken.'
      : edit.dirty
        ? ''
        : 'Nothing is changed.';
  const save = () =>
    put.mutate(
      { input: { site_id: id, site, enabled }, ...match },
      {
        onSuccess: () => {
          edit.asItWas();
          tell({ text: `${site.name} is saved; browsers have it within ten minutes` });
        },
        onError: edit.onError,
      },
    );
  const setPaths = (paths: SiteForm['paths']) => edit.change({ paths });

  return (
    <Page
      title={form.name || id}
      crumbs={SITE_CRUMBS}
      aside={
        <>
          <Chip tone="outlined">{originWords(known)}</Chip>
          {enabled ? null : <Chip tone="waiting">Off for everybody</Chip>}
          {edit.dirty ? <Chip tone="outlined">Draft</Chip> : null}
        </>
      }
      sub={
        isBuiltIn && !said?.site
          ? 'It comes with the extension. What you save here stands in its place, for everybody.'
          : 'For everybody of your organisation.'
      }
      actions={
        <>
          {said?.site ? (
            <Button onClick={() => setRemoving(true)}>{isBuiltIn ? 'Back to the built-in one' : 'Remove'}</Button>
          ) : null}
          {edit.dirty ? <Button onClick={edit.asItWas}>Discard</Button> : null}
          <Button look="filled" busy={put.isPending} disabled={reason !== ''} onClick={save}>
            Save site
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="save-reason" role="status">
          {reason}
        </p>
        <ChangedMeanwhile edit={edit} fields={SITE_FIELDS} subject={{ kind: 'crm-site', id }} />
        {put.error && codeOf(put.error) !== 'version.stale' ? <NotSaved error={put.error} /> : null}
        <div className="cols">
          <Panel title="The site">
            <div className="form">
              <Field label="Name" {...error('name')}>
                {(control) => (
                  <Input
                    {...control}
                    maxLength={60}
                    value={form.name}
                    onChange={({ target }) => edit.change({ name: target.value })}
                  />
                )}
              </Field>
              <Field
                label="Where"
                hint="One a line, like https://crm.example/* or https://*.crm.example/*"
                {...error('matches')}
              >
                {(control) => (
                  <Textarea
                    {...control}
                    spellCheck={false}
                    value={form.matches}
                    onChange={({ target }) => edit.change({ matches: target.value })}
                  />
                )}
              </Field>
              {form.paths.map((one, index) => (
                <div key={index} className="step-form">
                  <Field
                    label={`Pattern ${index + 1} of a record’s address`}
                    hint="A regular expression on path and fragment; the id is (?<id>…), or the query parameter below."
                    {...error(`paths.${index}`)}
                  >
                    {(control) => (
                      <Input
                        {...control}
                        spellCheck={false}
                        value={one.path}
                        onChange={({ target }) => setPaths(form.paths.with(index, { ...one, path: target.value }))}
                      />
                    )}
                  </Field>
                  {index === form.paths.length - 1 && form.paths.length > 1 ? (
                    <Button
                      look="quiet"
                      size="row"
                      icon
                      aria-label={`Remove pattern ${index + 1}`}
                      onClick={() => setPaths(form.paths.slice(0, -1))}
                    >
                      <X className="i" />
                    </Button>
                  ) : (
                    <span />
                  )}
                  <Field label="Query parameter with the id" note="optional">
                    {(control) => (
                      <Input
                        {...control}
                        spellCheck={false}
                        value={one.id_param}
                        onChange={({ target }) => setPaths(form.paths.with(index, { ...one, id_param: target.value }))}
                      />
                    )}
                  </Field>
                </div>
              ))}
              <div className="form-foot">
                <Button
                  size="panel"
                  onClick={() => setPaths([...form.paths, { path: '^/account/(?<id>[^/]+)', id_param: '' }])}
                >
                  <Plus className="i i-s" />
                  Pattern
                </Button>
              </div>
              <Field label="How ids are written" {...error('ids')}>
                {(control) => (
                  <Select
                    {...control}
                    value={form.ids}
                    onChange={({ target }) => edit.change({ ids: target.value as SiteForm['ids'] })}
                  >
                    {Object.entries(IDS).map(([value, words]) => (
                      <option key={value} value={value}>
                        {words}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <Field
                label="Where the name stands"
                hint="CSS selectors, one a line, the best first; without one the page’s title counts."
                {...error('names')}
              >
                {(control) => (
                  <Textarea
                    {...control}
                    spellCheck={false}
                    value={form.names}
                    onChange={({ target }) => edit.change({ names: target.value })}
                  />
                )}
              </Field>
              <Field
                label="Where the bar sits"
                hint="CSS selectors, one a line, the best first; without one it sits in a corner."
                {...error('anchors')}
              >
                {(control) => (
                  <Textarea
                    {...control}
                    spellCheck={false}
                    value={form.anchors}
                    onChange={({ target }) => edit.change({ anchors: target.value })}
                  />
                )}
              </Field>
              <Field
                label="Where a record opens"
                note="optional"
                hint="With {id} for the record: the link beside a customer."
                {...error('record_url')}
              >
                {(control) => (
                  <Input
                    {...control}
                    inputMode="url"
                    spellCheck={false}
                    value={form.record_url}
                    onChange={({ target }) => edit.change({ record_url: target.value })}
                  />
                )}
              </Field>
            </div>
          </Panel>
          <aside className="stack" aria-label="Trying">
            <TryAddress sites={[site]} />
          </aside>
        </div>
      </div>
      {isRemoving ? (
        <ReasonDialog
          title={isBuiltIn ? 'Back to the built-in one?' : `Remove “${known.site.name}”?`}
          act={isBuiltIn ? 'Forget yours' : 'Remove site'}
          reason={{ label: 'Why' }}
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setRemoving(false)}
          onAct={(why) =>
            remove.mutate(
              { input: { site_id: id, reason: why }, ...match },
              {
                onSuccess: () => {
                  edit.asItWas();
                  tell({ text: isBuiltIn ? 'It is as the extension brings it' : `${known.site.name} is gone` });
                  void navigate('/crm-sites');
                },
              },
            )
          }
        >
          <p>
            {isBuiltIn
              ? 'The site is as the extension brings it again, for everybody.'
              : 'The bar does not appear there any more, for anybody. Links of customers to its records stay.'}
          </p>
        </ReasonDialog>
      ) : null}
    </Page>
  );
}
