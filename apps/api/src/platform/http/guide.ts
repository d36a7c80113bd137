import type { AnyEndpoint } from '@understudy/contracts';

/** A page of the API's description that tells how several endpoints go together. Modules make it from their own tables. */
export interface Guide {
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly tables: readonly GuideTable[];
  readonly flows: readonly GuideFlow[];
}

export interface GuideTable {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** An example somebody can follow; a test does. */
export interface GuideFlow {
  readonly title: string;
  readonly steps: readonly GuideStep[];
}

export interface GuideStep {
  /** Who calls, by what they are in the story. */
  readonly who: string;
  readonly says: string;
  readonly endpoint: AnyEndpoint;
  /** Path, query and body in one; `{name}` stands for what an earlier answer said. */
  readonly input: Readonly<Record<string, unknown>>;
  /** When it is refused: that is part of the story. */
  readonly status?: number;
  /** A part of the answer. */
  readonly answer: Readonly<Record<string, unknown>>;
  /** What later steps take from the answer: the name they use, and the field. */
  readonly keeps?: Readonly<Record<string, string>>;
}

/** Injects the guides of the modules. */
export const API_GUIDES = Symbol('guides of the API');

/** What the JSON description says of a guide: plain data. */
export const toPlainGuide = ({ flows, ...guide }: Guide) => ({
  ...guide,
  flows: flows.map(({ title, steps }) => ({
    title,
    steps: steps.map(({ who, says, endpoint, input, status, answer }) => {
      const named = Object.keys(endpoint.params ?? {});
      const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !named.includes(name)));
      return {
        who,
        says,
        method: endpoint.method,
        path: endpoint.path,
        status: status ?? endpoint.status ?? 200,
        answer,
        ...(Object.keys(rest).length > 0 && { input: rest }),
      };
    }),
  })),
});
export type PlainGuide = ReturnType<typeof toPlainGuide>;
