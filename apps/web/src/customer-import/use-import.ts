import { useCallback, useEffect, useMemo, useState } from 'react';
import { decode, guessDelimiter, parseCsv, UnreadableFile, type CsvRecord, type Delimiter } from '../csv/csv.js';
import { useMe } from '../session/session.js';
import { planChunks, type Planned } from './chunks.js';
import { guessMapping, type Mapping } from './fields.js';
import { forgetImport, keepImport, readImport, type KeptImport } from './kept-import.js';
import { useRuns } from './use-runs.js';

export type StepKey = 'file' | 'columns' | 'preview' | 'result';

const MOST_BYTES = 20_000_000;
export const MOST_ROWS = 50_000;
const SAMPLES = 50;

interface Sheet {
  readonly head: readonly string[];
  readonly records: readonly CsvRecord[];
  /** Why the file cannot be used; null when it can. */
  readonly problem: string | null;
}

const NOTHING: Sheet = { head: [], records: [], problem: null };

/** The head and the rows of a text; what is wrong with it as a whole stands in `problem`. */
export function sheetOf(text: string, delimiter: Delimiter): Sheet {
  try {
    const [head, ...records] = parseCsv(text, delimiter);
    if (!head) return { ...NOTHING, problem: 'The file is empty.' };
    if (records.length === 0) return { ...NOTHING, problem: 'There is a head but no row below it.' };
    if (records.length > MOST_ROWS)
      return { ...NOTHING, problem: `The file has ${records.length} rows; ${MOST_ROWS} go at once. Split it.` };
    return { head: head.cells.map((cell) => cell.trim()), records, problem: null };
  } catch (error) {
    if (error instanceof UnreadableFile) return { ...NOTHING, problem: error.message };
    throw error;
  }
}

/** An import from file to result, kept on this device at every step until it is finished or thrown away. */
export function useImport() {
  const { user } = useMe();
  const [isRead, setIsRead] = useState(false);
  const [kept, setKept] = useState<KeptImport | null>(null);
  const [step, setStep] = useState<StepKey>('file');
  const [wrong, setWrong] = useState<string | null>(null);
  const preview = useRuns(true);
  const result = useRuns(false);

  useEffect(() => {
    let gone = false;
    void readImport(user.id).then((found) => {
      if (gone) return;
      setKept(found);
      if (found) setStep('columns');
      setIsRead(true);
    });
    return () => {
      gone = true;
    };
  }, [user.id]);

  const isImporting = result.run.state === 'running';
  useEffect(() => {
    if (!isImporting) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isImporting]);

  const keep = useCallback(
    (next: KeptImport) => {
      setKept(next);
      void keepImport(user.id, next);
    },
    [user.id],
  );
  const { forget: forgetPreview } = preview;
  const { forget: forgetResult } = result;
  const forgetRuns = useCallback(() => {
    forgetPreview();
    forgetResult();
  }, [forgetPreview, forgetResult]);

  const [text, delimiter] = [kept?.text, kept?.delimiter];
  const sheet = useMemo(
    () => (text !== undefined && delimiter ? sheetOf(text, delimiter) : NOTHING),
    [text, delimiter],
  );
  const planned = useMemo<Planned | null>(
    () => (kept && !sheet.problem ? planChunks(sheet.records, kept.mapping, kept.crmSystem) : null),
    [kept, sheet],
  );

  const take = async (file: File) => {
    setWrong(null);
    if (file.size > MOST_BYTES) {
      setWrong('The file is larger than 20 MB. Leave out columns that are not needed, or split it.');
      return;
    }
    try {
      const { text: content, encoding } = decode(new Uint8Array(await file.arrayBuffer()));
      const separator = guessDelimiter(content);
      const { head, records, problem } = sheetOf(content, separator);
      if (problem) {
        setWrong(problem);
        return;
      }
      const mapping = guessMapping(
        head,
        records.slice(0, SAMPLES).map(({ cells }) => cells),
      );
      forgetRuns();
      keep({ file: file.name, text: content, encoding, delimiter: separator, mapping, crmSystem: '' });
      setStep('columns');
    } catch (error) {
      setWrong(error instanceof UnreadableFile ? error.message : 'The file could not be read. Choose it again.');
    }
  };
  const change = (fields: Partial<Pick<KeptImport, 'mapping' | 'crmSystem'>>) => {
    if (!kept) return;
    forgetRuns();
    keep({ ...kept, ...fields });
  };
  const separate = (separator: Delimiter) => {
    if (!kept) return;
    const { head, records } = sheetOf(kept.text, separator);
    forgetRuns();
    const mapping: Mapping = guessMapping(
      head,
      records.slice(0, SAMPLES).map(({ cells }) => cells),
    );
    keep({ ...kept, delimiter: separator, mapping });
  };
  const drop = () => {
    forgetRuns();
    setKept(null);
    setStep('file');
    void forgetImport(user.id);
  };
  const look = () => {
    if (!planned) return;
    setStep('preview');
    if (preview.run.state === 'idle') void preview.start(planned);
  };
  const forgetDone = (isDone: boolean) => {
    if (isDone) void forgetImport(user.id);
  };
  const confirm = () => {
    if (!planned) return;
    setStep('result');
    void result.start(planned).then(forgetDone);
  };
  const goOn = () => {
    if (planned) void result.goOn(planned).then(forgetDone);
  };
  return {
    isRead,
    step,
    go: setStep,
    kept,
    sheet,
    planned,
    wrong,
    take,
    change,
    separate,
    drop,
    look,
    confirm,
    goOn,
    preview,
    result,
  };
}

export type ImportJob = ReturnType<typeof useImport>;
