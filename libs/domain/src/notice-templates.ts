import type { NoticeTemplate, NoticeTemplateKind } from './notice-words.js';

/** Languages that notices are written in without anybody's doing. */
export const NOTICE_LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ja'] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];

/** Built-in words. They say who, when, how to reach and where to turn next; never why (product.md 13). */
export const BUILT_IN_NOTICES: Readonly<Record<NoticeLanguage, Readonly<Record<NoticeTemplateKind, NoticeTemplate>>>> =
  {
    en: {
      introduction: {
        subject: 'While I am away, {{backup_name}} is there for you',
        body: `Hello {{contact_first_name}},

I am out of the office on these days: {{dates}}.
In that time {{backup_name}} looks after {{customer_name}} and knows where we stand.

You can reach {{backup_first_name}} at {{backup_email}}.

{{message}}

Should something need more attention, please write to {{escalation_name}} at {{escalation_email}}.

Kind regards
{{csm_name}}
{{organisation}}`,
      },
      update: {
        subject: 'A change while I am away: {{backup_name}} is there for you',
        body: `Hello {{contact_first_name}},

A short update to my earlier note. I am out of the office on these days: {{dates}}.
In that time {{backup_name}} looks after {{customer_name}}.

You can reach {{backup_first_name}} at {{backup_email}}.

Should something need more attention, please write to {{escalation_name}} at {{escalation_email}}.

Kind regards
{{csm_name}}
{{organisation}}`,
      },
      cancellation: {
        subject: 'My plans have changed: I am there for you as usual',
        body: `Hello {{contact_first_name}},

My earlier note does not hold any more: I am in the office on these days after all: {{dates}}.
Please write to me at {{csm_email}} as usual.

Kind regards
{{csm_name}}
{{organisation}}`,
      },
    },
    de: {
      introduction: {
        subject: 'Während meiner Abwesenheit ist {{backup_name}} für Sie da',
        body: `Guten Tag {{contact_name}},

an diesen Tagen bin ich nicht im Büro: {{dates}}.
In dieser Zeit betreut {{backup_name}} {{customer_name}} und kennt den aktuellen Stand.

Sie erreichen {{backup_name}} unter {{backup_email}}.

{{message}}

Sollte etwas mehr Aufmerksamkeit brauchen, schreiben Sie bitte an {{escalation_name}} unter {{escalation_email}}.

Freundliche Grüße
{{csm_name}}
{{organisation}}`,
      },
      update: {
        subject: 'Änderung während meiner Abwesenheit: {{backup_name}} ist für Sie da',
        body: `Guten Tag {{contact_name}},

eine kurze Ergänzung zu meiner früheren Nachricht. An diesen Tagen bin ich nicht im Büro: {{dates}}.
In dieser Zeit betreut {{backup_name}} {{customer_name}}.

Sie erreichen {{backup_name}} unter {{backup_email}}.

Sollte etwas mehr Aufmerksamkeit brauchen, schreiben Sie bitte an {{escalation_name}} unter {{escalation_email}}.

Freundliche Grüße
{{csm_name}}
{{organisation}}`,
      },
      cancellation: {
        subject: 'Meine Pläne haben sich geändert: Ich bin wie gewohnt für Sie da',
        body: `Guten Tag {{contact_name}},

meine frühere Nachricht gilt nicht mehr: An diesen Tagen bin ich nun doch im Büro: {{dates}}.
Schreiben Sie mir wie gewohnt an {{csm_email}}.

Freundliche Grüße
{{csm_name}}
{{organisation}}`,
      },
    },
    fr: {
      introduction: {
        subject: 'Pendant mon absence, {{backup_name}} est à votre disposition',
        body: `Bonjour {{contact_name}},

Je ne serai pas au bureau à ces dates : {{dates}}.
Pendant cette période, {{backup_name}} s’occupe de {{customer_name}} et connaît l’état de nos échanges.

Vous pouvez joindre {{backup_name}} à l’adresse {{backup_email}}.

{{message}}

Si une question demande davantage d’attention, écrivez à {{escalation_name}} à l’adresse {{escalation_email}}.

Bien cordialement,
{{csm_name}}
{{organisation}}`,
      },
      update: {
        subject: 'Changement pendant mon absence : {{backup_name}} est à votre disposition',
        body: `Bonjour {{contact_name}},

Un court complément à mon message précédent. Je ne serai pas au bureau à ces dates : {{dates}}.
Pendant cette période, {{backup_name}} s’occupe de {{customer_name}}.

Vous pouvez joindre {{backup_name}} à l’adresse {{backup_email}}.

Si une question demande davantage d’attention, écrivez à {{escalation_name}} à l’adresse {{escalation_email}}.

Bien cordialement,
{{csm_name}}
{{organisation}}`,
      },
      cancellation: {
        subject: 'Changement de programme : je reste à votre disposition',
        body: `Bonjour {{contact_name}},

Mon message précédent n’est plus valable : je serai finalement au bureau à ces dates : {{dates}}.
Écrivez-moi comme d’habitude à l’adresse {{csm_email}}.

Bien cordialement,
{{csm_name}}
{{organisation}}`,
      },
    },
    es: {
      introduction: {
        subject: 'Durante mi ausencia le atiende {{backup_name}}',
        body: `Hola, {{contact_name}}:

No estaré en la oficina en estas fechas: {{dates}}.
Durante ese tiempo {{backup_name}} atiende a {{customer_name}} y conoce el estado actual.

Puede escribir a {{backup_name}} a {{backup_email}}.

{{message}}

Si algo requiere más atención, escriba a {{escalation_name}} a {{escalation_email}}.

Un cordial saludo,
{{csm_name}}
{{organisation}}`,
      },
      update: {
        subject: 'Cambio durante mi ausencia: le atiende {{backup_name}}',
        body: `Hola, {{contact_name}}:

Una breve actualización de mi mensaje anterior. No estaré en la oficina en estas fechas: {{dates}}.
Durante ese tiempo {{backup_name}} atiende a {{customer_name}}.

Puede escribir a {{backup_name}} a {{backup_email}}.

Si algo requiere más atención, escriba a {{escalation_name}} a {{escalation_email}}.

Un cordial saludo,
{{csm_name}}
{{organisation}}`,
      },
      cancellation: {
        subject: 'Mis planes han cambiado: sigo a su disposición',
        body: `Hola, {{contact_name}}:

Mi mensaje anterior ya no es válido: finalmente estaré en la oficina en estas fechas: {{dates}}.
Escríbame como siempre a {{csm_email}}.

Un cordial saludo,
{{csm_name}}
{{organisation}}`,
      },
    },
    pt: {
      introduction: {
        subject: 'Durante a minha ausência, {{backup_name}} está ao seu dispor',
        body: `Olá, {{contact_name}},

Não estarei no escritório nestas datas: {{dates}}.
Nesse período, {{backup_name}} acompanha {{customer_name}} e conhece a situação atual.

Pode escrever a {{backup_name}} para {{backup_email}}.

{{message}}

Se algo precisar de mais atenção, escreva a {{escalation_name}} para {{escalation_email}}.

Com os melhores cumprimentos,
{{csm_name}}
{{organisation}}`,
      },
      update: {
        subject: 'Alteração durante a minha ausência: {{backup_name}} está ao seu dispor',
        body: `Olá, {{contact_name}},

Uma breve atualização da minha mensagem anterior. Não estarei no escritório nestas datas: {{dates}}.
Nesse período, {{backup_name}} acompanha {{customer_name}}.

Pode escrever a {{backup_name}} para {{backup_email}}.

Se algo precisar de mais atenção, escreva a {{escalation_name}} para {{escalation_email}}.

Com os melhores cumprimentos,
{{csm_name}}
{{organisation}}`,
      },
      cancellation: {
        subject: 'Os meus planos mudaram: continuo ao seu dispor',
        body: `Olá, {{contact_name}},

A minha mensagem anterior já não é válida: afinal estarei no escritório nestas datas: {{dates}}.
Escreva-me como habitualmente para {{csm_email}}.

Com os melhores cumprimentos,
{{csm_name}}
{{organisation}}`,
      },
    },
    ja: {
      introduction: {
        subject: '不在期間中は{{backup_name}}が担当いたします',
        body: `{{contact_name}} 様

いつもお世話になっております。次の期間、不在にいたします。
{{dates}}
この間は{{backup_name}}が{{customer_name}}様を担当いたします。現在の状況も共有しております。

ご連絡先：{{backup_name}}（{{backup_email}}）

{{message}}

さらにご対応が必要な場合は、{{escalation_name}}（{{escalation_email}}）までご連絡ください。

よろしくお願いいたします。
{{csm_name}}
{{organisation}}`,
      },
      update: {
        subject: '不在期間中の変更のお知らせ：{{backup_name}}が担当いたします',
        body: `{{contact_name}} 様

先日のご案内に変更がございます。次の期間、不在にいたします。
{{dates}}
この間は{{backup_name}}が{{customer_name}}様を担当いたします。

ご連絡先：{{backup_name}}（{{backup_email}}）

さらにご対応が必要な場合は、{{escalation_name}}（{{escalation_email}}）までご連絡ください。

よろしくお願いいたします。
{{csm_name}}
{{organisation}}`,
      },
      cancellation: {
        subject: '予定が変わりました：これまでどおり私が担当いたします',
        body: `{{contact_name}} 様

先日のご案内は取り消しとなりました。次の期間も通常どおり勤務しております。
{{dates}}
これまでどおり{{csm_email}}までご連絡ください。

よろしくお願いいたします。
{{csm_name}}
{{organisation}}`,
      },
    },
  };

export const NOTICE_FOOTERS: Readonly<Record<NoticeLanguage, string>> = {
  en: 'If you would rather not get notes like this one:',
  de: 'Wenn Sie solche Nachrichten nicht mehr erhalten möchten:',
  fr: 'Si vous ne souhaitez plus recevoir ce type de message :',
  es: 'Si prefiere no recibir mensajes como este:',
  pt: 'Se preferir não receber mensagens como esta:',
  ja: 'このようなお知らせが不要な場合：',
};
