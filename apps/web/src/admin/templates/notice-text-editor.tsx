import { GetNoticeTemplates, PreviewNoticeTemplate, PutNoticeTemplates } from '@understudy/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Chip, Field, Input, Panel, SegmentedControl, Select, Textarea, useToast } from '@understudy/ui';
import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'react-router';
import { send } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { NotSaved } from '../../states/not-saved.js';
import { ChangedMeanwhile } from '../../editing/changed-meanwhile.js';
import { versionOf } from '../../editing/merge.js';
import { useEdit } from '../../editing/use-edit.js';
import {
  isLanguage,
  languageName,
  NOTICE_KINDS,
  type NoticeKind,
  type NoticeText,
  type NoticeTexts,
  ownWith,
} from './notice-words.js';
import { Placeholders } from './placeholders.js';

/** One text at a time, chosen by kind and language; both stand in the address. */
export function NoticeTextEditor({ texts }: { readonly texts: NoticeTexts }) {
  const [params, setParams] = useSearchParams();
  const [fresh, setFresh] = useState('');
  const kind = (params.get('kind') ?? 'introduction') as NoticeKind;
  const language = params.get('language') ?? 'en';
  const languages = [...new Set([...texts.templates.map((one) => one.language), language])].toSorted();
  const found = texts.templates.find((one) => one.kind === kind && one.language === language);
  const english = texts.templates.find((one) => one.kind === kind && one.language === 'en');
  const go = (fields: Readonly<Record<string, string>>) => setParams({ kind, language, ...fields }, { replace: true });
  const shown: NoticeText = found ?? {
    kind,
    language,
    subject: english?.subject ?? '',
    body: english?.body ?? '',
    built_in: true,
  };
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <SegmentedControl
          label="Which notice"
          value={kind}
          onChange={(next) => go({ kind: next })}
          options={Object.entries(NOTICE_KINDS).map(([value, words]) => ({ value: value as NoticeKind, words }))}
        />
        <Select
          className="w-auto"
          aria-label="Language"
          value={language}
          onChange={({ target }) => go({ language: target.value })}
        >
          {languages.map((tag) => (
            <option key={tag} value={tag}>
              {languageName(tag)}
            </option>
          ))}
        </Select>
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (isLanguage(fresh)) go({ language: fresh.toLowerCase() });
            setFresh('');
          }}
        >
          <Input
            className="w-[120px]"
            aria-label="Another language, as a tag such as it or pt-BR"
            placeholder="it, pt-BR"
            value={fresh}
            onChange={({ target }) => setFresh(target.value)}
          />
          <Button type="submit" disabled={!isLanguage(fresh.trim())}>
            Add a language
          </Button>
        </form>
      </div>
      <OneText
        key={`${kind} ${language}`}
        texts={texts}
        text={shown}
        isStored={found !== undefined && !found.built_in}
      />
    </>
  );
}

interface OneTextProps {
  readonly texts: NoticeTexts;
  readonly text: NoticeText;
  /** The organisation's own. */
  readonly isStored: boolean;
}

function OneText({ texts, text: { kind, language, subject, body }, isStored }: OneTextProps) {
  // there is no version of these texts, so another one is what it reads differently
  const edit = useEdit(`notice:${kind}:${language}`, { subject, body }, versionOf({ subject, body }));
  const put = useSend(PutNoticeTemplates);
  const queries = useQueryClient();
  const tell = useToast();
  const form = edit.values;
  const asked = useDeferredValue(form);
  const shown = useApi(
    PreviewNoticeTemplate,
    { kind, language, subject: asked.subject, body: asked.body },
    { keep: true },
  );
  const problems = shown.data?.problems ?? [];
  const error = (path: string) => {
    const found = problems.find((one) => one.path === path);
    return found ? { error: found.message } : {};
  };
  /** The list as it is now, so that another language somebody saved meanwhile is not taken back. */
  const save = async (mine: typeof form | null) => {
    const now = await send(GetNoticeTemplates, {});
    queries.setQueryData([GetNoticeTemplates.method, GetNoticeTemplates.path, {}], now);
    const one = mine && { kind, language, ...mine };
    put.mutate(
      { input: { templates: ownWith(now, one, { kind, language }) } },
      {
        onSuccess: () => {
          edit.asItWas();
          tell({
            text: mine
              ? 'Your words are saved; notices that are planned are written in them'
              : 'The built-in words count again',
          });
        },
      },
    );
  };
  return (
    <>
      <ChangedMeanwhile
        edit={edit}
        fields={{
          subject: { label: 'Subject', words: (words) => words },
          body: { label: 'Text', words: (words) => words },
        }}
        subject={{ kind: 'tenant', id: 'notice-templates' }}
      />
      {put.error ? <NotSaved error={put.error} /> : null}
      <div className="cols cols-wide">
        <Panel
          title={`${NOTICE_KINDS[kind]}, ${languageName(language)}`}
          actions={<Chip tone="outlined">{isStored ? 'Your own words' : 'Built in'}</Chip>}
        >
          <form
            className="form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (edit.dirty && problems.length === 0 && !put.isPending) void save(form);
            }}
          >
            <Field label="Subject" {...error('subject')}>
              {(control) => (
                <Input
                  {...control}
                  lang={language}
                  maxLength={200}
                  value={form.subject}
                  onChange={({ target }) => edit.change({ subject: target.value })}
                />
              )}
            </Field>
            <Field label="Text" {...error('body')}>
              {(control) => (
                <Textarea
                  {...control}
                  lang={language}
                  rows={14}
                  maxLength={5000}
                  value={form.body}
                  onChange={({ target }) => edit.change({ body: target.value })}
                />
              )}
            </Field>
            <Placeholders names={texts.placeholders}>
              Only these are filled in; a line whose placeholder has no value is left out:
            </Placeholders>
            <div className="form-foot">
              <Button
                look="filled"
                size="panel"
                type="submit"
                busy={put.isPending}
                disabled={!edit.dirty || problems.length > 0 || edit.clashes}
              >
                Save these words
              </Button>
              {edit.dirty ? (
                <Button look="quiet" size="panel" onClick={edit.asItWas}>
                  As it was
                </Button>
              ) : null}
              {isStored && !edit.dirty ? (
                <Button size="panel" onClick={() => void save(null)}>
                  Back to the built-in words
                </Button>
              ) : null}
              <span className="field-hint self-center">
                {problems.length > 0 ? 'Mend what is marked to save it.' : edit.dirty ? '' : 'Nothing is changed.'}
              </span>
            </div>
          </form>
        </Panel>
        <aside aria-label="What a customer reads">
          <Panel title="What a customer reads" count={shown.data ? `${shown.data.customer}, next week` : undefined}>
            <div className="form" lang={language} aria-live="polite">
              {shown.data ? (
                <>
                  <p className="font-medium wrap-anywhere">{shown.data.subject}</p>
                  <p className="prose">{shown.data.text}</p>
                  <p className="text-xs text-ink-2" lang="en">
                    Below it stands the link by which a contact gets no more of these.
                  </p>
                </>
              ) : (
                <p className="text-ink-2" lang="en">
                  {shown.error ? 'It cannot be shown now.' : 'Writing it'}
                </p>
              )}
            </div>
          </Panel>
        </aside>
      </div>
    </>
  );
}
