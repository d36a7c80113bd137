import { Injectable } from '@nestjs/common';
import type {
  GetNoticeTemplates,
  InputOf,
  OutputOf,
  PreviewNoticeTemplate,
  PutNoticeTemplates,
} from '@understudy/contracts';
import {
  BUILT_IN_NOTICES,
  NOTICE_LANGUAGES,
  NOTICE_PLACEHOLDERS,
  NOTICE_TEMPLATES,
  noticeWords,
  type OwnTemplate,
  problemsOfNotice,
  requireTemplates,
} from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { NoticeTemplatesRepository } from './notice-templates.repository.js';

type Answer = OutputOf<typeof GetNoticeTemplates>;

/** The words of notices, as admins keep them: ours, until they write their own. */
@Injectable()
export class NoticeTemplatesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly templates: NoticeTemplatesRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  get(caller: CallerContext): Promise<Answer> {
    return this.tenancy.run(caller.tenantId, async (tx) => describe(await this.templates.list(tx)));
  }

  /** Replaces all own words; what is planned is written in the new ones. Throws notices.bad-template. */
  put(caller: CallerContext, input: InputOf<typeof PutNoticeTemplates>): Promise<Answer> {
    return this.tenancy.run(caller, async (tx) => {
      const own = requireTemplates(input.templates);

      await this.templates.replace(tx, own);
      await this.history.append(tx, {
        type: 'notice-templates.changed',
        subject: { kind: 'tenant', id: tx.tenantId },
        ...byCaller(caller),
        data: { templates: own.map((template) => ({ ...template })) },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'notice-templates' });
      return describe(await this.templates.list(tx));
    });
  }

  /** Next week, from Monday to Friday, on the example of one of the customers; written as every notice is. */
  preview(
    caller: CallerContext,
    template: InputOf<typeof PreviewNoticeTemplate>,
  ): Promise<OutputOf<typeof PreviewNoticeTemplate>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const example = await this.templates.example(tx);
      const today = tx.now.toZonedDateTimeISO(example.timeZone).toPlainDate();
      const firstOn = today.add({ days: 8 - today.dayOfWeek });
      const facts = { ...example, firstOn, lastOn: firstOn.add({ days: 4 }), hours: [], message: null };
      const { subject, body } = noticeWords(template.kind, facts, template.language, [template]);
      return { subject, text: body, customer: example.customerName, problems: problemsOfNotice(template) };
    });
  }
}

/** Every kind in every language anybody has words for. */
function describe(own: readonly OwnTemplate[]): Answer {
  const builtIn = NOTICE_LANGUAGES.flatMap((language) =>
    NOTICE_TEMPLATES.filter((kind) => !own.some((one) => one.kind === kind && one.language === language)).map(
      (kind) => ({ kind, language, ...BUILT_IN_NOTICES[language][kind], built_in: true }),
    ),
  );
  const templates = [...own.map((template) => ({ ...template, built_in: false })), ...builtIn];
  return {
    templates: templates.toSorted(
      (a, b) =>
        a.language.localeCompare(b.language) || NOTICE_TEMPLATES.indexOf(a.kind) - NOTICE_TEMPLATES.indexOf(b.kind),
    ),
    placeholders: [...NOTICE_PLACEHOLDERS],
  };
}
