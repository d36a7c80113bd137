import { Button, Field, formatCount, Input, Notice, Panel, Select, Sheet } from '@understudy/ui';
import { ArrowRight } from 'lucide-react';
import { Fragment, useId } from 'react';
import { DELIMITERS, type Delimiter } from '../csv/csv.js';
import { FIELDS, isField, labelOf, wrongMapping } from './fields.js';
import type { KeptImport } from './kept-import.js';
import type { ImportJob } from './use-import.js';

const SHOWN = 5;
const DELIMITER_WORDS = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar' } as const satisfies Record<
  Delimiter,
  string
>;

export interface KeptStepProps {
  readonly job: ImportJob;
  readonly kept: KeptImport;
}

/** Which column of the file is what; below it the first rows as they were read. */
export function ColumnsStep({ job, kept }: KeptStepProps) {
  const id = useId();
  const { head, records, problem } = job.sheet;
  const wrong = problem ?? wrongMapping(kept.mapping, kept.crmSystem);
  const choose = (index: number, value: string) => {
    const key = isField(value) ? value : null;
    job.change({ mapping: kept.mapping.map((one, at) => (at === index ? key : one === key ? null : one)) });
  };
  const asksCrm = kept.mapping.includes('crm_record_id') && !kept.mapping.includes('crm_system');
  const left = kept.mapping.filter((key) => key === null).length;
  return (
    <>
      {wrong ? <Notice tone="waiting">{wrong}</Notice> : null}
      <Panel
        title="Columns"
        count={left > 0 ? `${head.length}, ${left} left out` : head.length}
        actions={
          <>
            <Button size="panel" look="quiet" onClick={job.drop}>
              Another file
            </Button>
            <Button size="panel" look="filled" disabled={wrong !== null} onClick={job.look}>
              Preview {formatCount(records.length, 'row')}
            </Button>
          </>
        }
      >
        <div className="import-columns">
          {head.map((name, index) => (
            <Fragment key={index}>
              <label className="lines" htmlFor={`${id}-${index}`}>
                <span className="clip font-medium">{name || `Column ${index + 1}`}</span>
                <span className="clip text-xs text-ink-2">
                  {samplesOf(records, index) || 'empty in the first rows'}
                </span>
              </label>
              <ArrowRight className="i text-ink-3" />
              <Select
                id={`${id}-${index}`}
                value={kept.mapping[index] ?? ''}
                onChange={(event) => choose(index, event.target.value)}
              >
                <option value="">Leave out</option>
                {FIELDS.map(({ key, label }) => (
                  <option key={key} value={key}>
                    {label}
                    {kept.mapping.includes(key) && kept.mapping[index] !== key ? ' (taken)' : ''}
                  </option>
                ))}
              </Select>
            </Fragment>
          ))}
        </div>
        {asksCrm ? (
          <div className="panel-body">
            <Field
              label="Which CRM the record ids are of"
              hint="As it is named under CRM sites, such as salesforce or hubspot."
            >
              {(control) => (
                <Input
                  {...control}
                  maxLength={60}
                  value={kept.crmSystem}
                  onChange={(event) => job.change({ crmSystem: event.target.value })}
                />
              )}
            </Field>
          </div>
        ) : null}
      </Panel>
      <Panel
        title={kept.file}
        count={`${formatCount(records.length, 'row')}, ${kept.encoding}`}
        actions={
          <Select
            className="small-select"
            aria-label="What separates the columns"
            value={kept.delimiter}
            onChange={(event) => {
              const chosen = DELIMITERS.find((one) => one === event.target.value);
              if (chosen) job.separate(chosen);
            }}
          >
            {DELIMITERS.map((one) => (
              <option key={one} value={one}>
                {DELIMITER_WORDS[one]}
              </option>
            ))}
          </Select>
        }
      >
        <Sheet
          caption={`The first rows of ${kept.file}`}
          heads={head.map((name, index) => {
            const key = kept.mapping[index];
            return key ? `${name} → ${labelOf(key)}` : `${name} (left out)`;
          })}
          rows={records.slice(0, SHOWN).map(({ line, cells }) => ({
            line,
            cells: head.map((_, index) => ({ text: cells[index] ?? '' })),
          }))}
        />
      </Panel>
    </>
  );
}

const samplesOf = (records: ImportJob['sheet']['records'], index: number): string =>
  records
    .slice(0, 20)
    .map(({ cells }) => (cells[index] ?? '').trim())
    .filter((cell) => cell)
    .slice(0, 3)
    .join(' · ');
