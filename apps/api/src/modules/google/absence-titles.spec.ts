import type { AbsenceKind } from '@understudy/domain';
import { absenceInTitle, isNoCover } from './absence-titles.js';

const SAID: Readonly<Record<string, Partial<Record<AbsenceKind, readonly string[]>>>> = {
  English: {
    vacation: [
      'PTO',
      'Ana OOO',
      'Out of office',
      'Annual leave 🌴',
      'On leave',
      'Day off',
      'Holiday',
      'OOTO',
      'Vacation - back Monday',
    ],
    sick: ['Sick leave', 'Out sick', 'sick day'],
    parental: ['Parental leave', 'Maternity leave', 'Paternity'],
  },
  German: {
    vacation: ['Urlaub', 'Ana im Urlaub', 'Abwesend', 'Ferien'],
    sick: ['Krank', 'krankgeschrieben', 'Krankenstand'],
    parental: ['Elternzeit', 'Mutterschutz'],
  },
  French: {
    vacation: ['Congés', 'congé payé', 'CONGES PAYES', 'Vacances', 'RTT', 'Absente'],
    sick: ['Arrêt maladie', 'arrêt de travail', 'malade'],
    parental: ['Congé parental', 'congé de paternité'],
  },
  Spanish: {
    vacation: ['Vacaciones', 'Día libre', 'Fuera de la oficina'],
    sick: ['Baja médica', 'enferma'],
    parental: ['Baja por maternidad', 'permiso parental'],
  },
  Italian: { vacation: ['In ferie', 'Ferie', 'Fuori ufficio'], sick: ['Malattia'], parental: ['Congedo parentale'] },
  Portuguese: {
    vacation: ['FÉRIAS', 'Folga', 'Fora do escritório'],
    sick: ['Baixa médica', 'doente'],
    parental: ['Licença-maternidade', 'licença parental'],
  },
  Dutch: {
    vacation: ['Vakantie', 'Verlof', 'Afwezig'],
    sick: ['Ziek', 'ziekteverlof'],
    parental: ['Ouderschapsverlof'],
  },
  Polish: {
    vacation: ['Urlop', 'na urlopie', 'Nieobecna'],
    sick: ['Zwolnienie lekarskie', 'na L4'],
    parental: ['Urlop macierzyński'],
  },
  Czech: { vacation: ['Dovolená', 'na dovolené'], sick: ['Nemocenská'], parental: ['Mateřská dovolená'] },
  Swedish: { vacation: ['På semester', 'Semesterledig'], sick: ['Sjukskriven', 'sjuk'], parental: ['Föräldraledig'] },
  Danish: { vacation: ['Ferie', 'Feriedag', 'på ferie'], sick: ['Sygemeldt', 'Syg'], parental: ['Barsel'] },
  Norwegian: { vacation: ['Fridag', 'Avspasering'], sick: ['Sykmeldt', 'syk'], parental: ['Foreldrepermisjon'] },
  Finnish: { vacation: ['Loma', 'Lomalla', 'vuosiloma'], sick: ['Sairasloma'], parental: ['Vanhempainvapaa'] },
  Hungarian: { vacation: ['Szabadság', 'szabadságon'], sick: ['Betegszabadság'], parental: ['szülési szabadság'] },
  Romanian: {
    vacation: ['Concediu', 'concediu de odihnă'],
    sick: ['Concediu medical'],
    parental: ['concediu de maternitate'],
  },
  Turkish: { vacation: ['Yıllık izin', 'izinli', 'Tatil'], sick: ['Raporlu'], parental: ['Doğum izni'] },
  Greek: { vacation: ['Σε άδεια', 'Διακοπές'], sick: ['Αναρρωτική άδεια'], parental: ['Άδεια μητρότητας'] },
  Russian: { vacation: ['Отпуск', 'в отпуске'], sick: ['Больничный', 'на больничном'], parental: ['Декрет'] },
  Ukrainian: { vacation: ['Відпустка', 'у відпустці'], sick: ['Лікарняний'], parental: ['декретна відпустка'] },
  Japanese: { vacation: ['夏季休暇', '有給', 'お休み', '夏休み'], sick: ['病欠', '病気休暇'], parental: ['育休'] },
  Chinese: { vacation: ['年假', '休假中', '特休'], sick: ['病假'], parental: ['产假', '陪產假'] },
  Korean: { vacation: ['휴가', '연차'], sick: ['병가'], parental: ['육아휴직'] },
  Hebrew: { vacation: ['חופשה', 'בחופש', 'בחופשה'], sick: ['יום מחלה', 'חופשת מחלה'], parental: ['חופשת לידה'] },
  Arabic: { vacation: ['إجازة', 'في إجازة', 'إجازة سنوية'], sick: ['إجازة مرضية'], parental: ['إجازة أمومة'] },
  Hindi: { vacation: ['छुट्टी पर'], sick: ['बीमारी की छुट्टी'], parental: ['मातृत्व अवकाश'] },
  Indonesian: { vacation: ['Cuti', 'cuti tahunan'], sick: ['Cuti sakit'], parental: ['Cuti melahirkan'] },
  Vietnamese: { vacation: ['Nghỉ phép'], sick: ['Nghỉ ốm'], parental: ['nghỉ thai sản'] },
  Thai: { vacation: ['ลาพักร้อน'], sick: ['ลาป่วย'], parental: ['ลาคลอด'] },
};

describe.each(Object.entries(SAID))('in %s', (_language, said) => {
  const rows = Object.entries(said).flatMap(([kind, titles]) => titles.map((title) => [title, kind] as const));
  test.each(rows)('"%s" is %s', (title, kind) => {
    expect(absenceInTitle(title)).toBe(kind);
    expect(absenceInTitle(title.normalize('NFD'))).toBe(kind);
    expect(absenceInTitle(`Ana - ${title} (2/5)`)).toBe(kind);
  });
});

test.each([
  ['a celebration', 'Holiday party'],
  ['a celebration', 'Urlaub-Feier'],
  ['everybody’s day', 'Bank holiday'],
  ['everybody’s day', 'Gesetzlicher Feiertag'],
  ['everybody’s day', 'Jour férié'],
  ['everybody’s day', 'Día festivo'],
  ['everybody’s day', 'Resmi tatil'],
  ['everybody’s day', 'Cuti bersama'],
  ['everybody’s day', 'Nghỉ lễ'],
  ['everybody’s day', '공휴일'],
  ['everybody’s day', 'عطلة رسمية'],
  ['work about absences', 'Vacation policy'],
  ['work about absences', 'PTO planning'],
  ['work about absences', 'Vacation request review'],
  ['work about absences', 'Planificación de vacaciones'],
  ['work about absences', '휴가 신청'],
  ['work about absences', 'Urlaubsplanung'],
  ['work about absences', 'Vacation handover'],
  ['somebody else’s', "Cover for Ben's vacation"],
  ['a study term, not a Swedish holiday', 'Semester start'],
  ['a support level, not a Polish sick note', 'L4 support'],
  ['lunch', '昼休み'],
  ['a square in Budapest', 'Szabadság tér 7'],
  ['a licence, not leave', 'Άδεια χρήσης'],
  ['a word within a word', 'Conférences'],
  ['a word within a word', 'Interferie'],
  ['a word within a word', 'Crypto day'],
  ['a word within a word', 'Adoption workshop'],
  ['another word', 'Sick of bugs: demo'],
  ['another word', 'Kick off'],
  ['another word', 'Offsite Berlin'],
  ['another word', 'Diplomat visit'],
  ['nothing', ''],
])('%s: "%s" is no absence', (_what, title) => {
  expect(absenceInTitle(title)).toBeNull();
});

test.each([
  ['Away #no-cover', true],
  ['#NO-COVER dentist', true],
  ['Away #no-cover.', true],
  ['Away #no-coverage', false],
  ['Away #no-cover-needed', false],
  ['no-cover', false],
])('"%s" says that no cover is needed: %s', (title, isSaid) => {
  expect(isNoCover(title)).toBe(isSaid);
});
