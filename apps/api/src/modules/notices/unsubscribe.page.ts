/** In the languages of the built-in notices: whoever opens it may read any of them. No script, no style: our CSP allows neither here. */
const ASK = [
  ['en', 'No more notes about absences?', 'No more notes, please'],
  ['de', 'Keine Nachrichten über Abwesenheiten mehr?', 'Bitte keine mehr'],
  ['fr', 'Ne plus recevoir de messages d’absence ?', 'Ne plus recevoir'],
  ['es', '¿No recibir más avisos de ausencia?', 'No recibir más'],
  ['pt', 'Não receber mais avisos de ausência?', 'Não receber mais'],
  ['ja', '不在のお知らせを停止しますか？', '停止する'],
] as const;
const DONE = [
  ['en', 'Done. You will get no more notes about absences.'],
  ['de', 'Erledigt. Sie erhalten keine Nachrichten über Abwesenheiten mehr.'],
  ['fr', 'C’est fait. Vous ne recevrez plus de messages d’absence.'],
  ['es', 'Hecho. No recibirá más avisos de ausencia.'],
  ['pt', 'Feito. Não receberá mais avisos de ausência.'],
  ['ja', '停止しました。今後、不在のお知らせは届きません。'],
] as const;

const page = (body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Understudy</title></head><body><main>${body}</main></body></html>`;

/** A button for each language; all do the same. `token` was read by us, so it holds nothing that means something in HTML. */
export const askPage = (token: string): string =>
  page(
    ASK.map(
      ([language, question, button]) =>
        `<form method="post" action="?token=${encodeURIComponent(token)}" lang="${language}"><p>${question}</p><button>${button}</button></form>`,
    ).join(''),
  );

export const donePage = (): string =>
  page(DONE.map(([language, said]) => `<p lang="${language}">${said}</p>`).join(''));
