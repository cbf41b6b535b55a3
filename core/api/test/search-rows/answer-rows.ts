import type { Table } from './row.ts'

export const includes: Table = {
  name: 'what comes along',
  source: 'search.html#include',
  rows: [
    ['MedicationRequest?_id=mr1&_include=MedicationRequest:patient', 'mr1 + p1'],
    ['MedicationRequest?_id=mr1&_include=MedicationRequest:medication', 'mr1 + med1'],
    ['MedicationRequest?_id=mr1&_include=MedicationRequest:medication&_include:iterate=Medication:manufacturer', 'mr1 + med1 o-hosp'],
    [
      'MedicationRequest?_id=mr1&_include=MedicationRequest:medication&_include:iterate=Medication:manufacturer&_include:iterate=Organization:partof',
      'mr1 + med1 o-hosp o-net',
    ],
    ['MedicationRequest?_id=mr1,mr2&_include=MedicationRequest:medication', 'mr1 mr2 + med1'],
    ['Observation?code=smear&_include=Observation:performer', 'f1 f2 + d-ann o-hosp'],
    ['Observation?code=smear&_include=Observation:performer:Practitioner', 'f1 f2 + d-ann'],
    ['Observation?code=smear&_include=Observation:subject&_include=Observation:performer:Organization', 'f1 f2 + o-hosp p1 p2'],
    ['Encounter?_id=e1&_include=Encounter:*', 'e1 + d-ann l-bed l-ward o-ward p1'],
    ['Organization?_id=o-ward&_include=Organization:partof', 'o-ward + o-hosp'],
    ['Organization?_id=o-ward&_include:iterate=Organization:partof', 'o-ward + o-hosp o-net'],
    // What is found itself does not come along a second time.
    ['Encounter?patient=p1&_include=Encounter:part-of', 'e1 e1w e2'],
    ['Condition?code=Z00.0&_include=Condition:patient', 'c5'],
    ['Patient?_id=p1,p2&_include=Patient:general-practitioner:Organization', 'p1 p2 + o-hosp'],
    ['Patient?_id=p2&_revinclude=Encounter:patient', 'p2 + e3'],
    ['Patient?_id=p2&_revinclude=Encounter:patient&_revinclude=Condition:patient', 'p2 + c2 e3'],
    ['Patient?_id=p2&_revinclude=Encounter:patient&_revinclude:iterate=Condition:encounter', 'p2 + c2 e3'],
    ['Patient?_id=p2&_revinclude=Encounter:patient&_include:iterate=Encounter:participant', 'p2 + d-ann d-bob e3'],
    ['Patient?_id=p1&_revinclude=Patient:link', 'p1 + p3'],
    ['Patient?_id=p6&_revinclude=Encounter:patient', 'p6'],
  ],
}

export const sorted: Table = {
  name: 'order on several keys',
  source: 'search.html#sort',
  ordered: true,
  rows: [
    ['Person?_sort=name,-birthdate', 'n3 n2 n1 n5 n4 n6 n7'],
    ['Person?_sort=-name,birthdate', 'n7 n6 n4 n5 n1 n2 n3'],
    ['Person?_sort=birthdate,_id', 'n4 n1 n2 n7 n6 n3 n5'],
    ['Person?_sort=-birthdate,-_id', 'n5 n3 n6 n7 n2 n1 n4'],
    ['Person?_sort=-_id', 'n7 n6 n5 n4 n3 n2 n1'],
    ['Person?birthdate=gt1980-01-01&_sort=name,birthdate', 'n3 n5 n6 n7'],
    ['Person?_tag=sorted&gender=male&_sort=-birthdate', 'n6 n2 n4'],
    ['RiskAssessment?_sort=probability', 'r3 r1 r2 r4'],
    ['RiskAssessment?_sort=-probability', 'r4 r2 r1 r3'],
    ['Encounter?date:missing=false&_sort=date', 'e4 e1 e1w e3 e2'],
    ['Patient?family=muller,mueller&_sort=family,_id', 'p2 p1 p3'],
    ['Encounter?patient.gender=female&class=IMP&_sort=date', 'e4 e1 e2'],
    ['Patient?_has:Encounter:patient:status=finished&_sort=-_id', 'p3 p2 p1'],
  ],
}

export const compartments: Table = {
  name: 'compartments',
  source: 'compartmentdefinition.html, http.html#vsearch',
  rows: [
    ['Patient/p1/Condition', 'c1'],
    ['Patient/p2/Observation', 'bp2 f2 q5'],
    ['Patient/p1/Observation?code=mass', 'q1 q2 q3 q4'],
    ['Patient/p1/Encounter?class=IMP', 'e1 e2'],
    ['Patient/p1/Appointment', 'ap1'],
    ['Patient/p2/Appointment', 'ap1'],
    ['Patient/p3/Group', 'g1'],
    ['Patient/p1/DocumentReference?status=current', 'doc2'],
    ['Patient/p1/MedicationRequest?_include=MedicationRequest:medication', 'mr1 + med1'],
    ['Patient/p6/Encounter', ''],
    ['Encounter/e1/Condition', 'c1'],
    ['Encounter/e1/Observation', 'bp1'],
    ['Encounter/e1/MedicationRequest', 'mr1'],
    ['Practitioner/d-ann/Encounter', 'e1 e3'],
    ['Practitioner/d-ann/Appointment?status=booked', 'ap1'],
  ],
}

/** R4 leaves it to the server whether it refuses or passes over what it does not understand; this one refuses. */
export const refused: Table = {
  name: 'what is not understood is refused',
  source: 'search.html#errors',
  rows: [
    ['Patient?nonsense=1', '400'],
    ['Patient?birthdate=gestern', '400'],
    ['Patient?birthdate=2024-13-01', '400'],
    ['Patient?birthdate:exact=2024', '400'],
    ['Patient?gender:contains=male', '400'],
    ['Patient?gender:missing=perhaps', '400'],
    ['Patient?organization.nonsense=1', '400'],
    ['Patient?family.name=1', '400'],
    ['Patient?_has:Nonsense:patient:code=1', '400'],
    ['Patient?_has:Observation:nonsense:code=1', '400'],
    ['Patient?_has:Encounter:service-provider:status=finished', '400'],
    ['Patient?_include=Patient:nonsense', '400'],
    ['Patient?_include=Nonsense:patient', '400'],
    // Without :iterate only what was searched for is asked, so this could never bring anything.
    ['MedicationRequest?_include=MedicationRequest:medication&_include=Medication:manufacturer', '400'],
    ['Patient?_sort=nonsense', '400'],
    ['Patient?_count=many', '400'],
    ['Patient?_total=perhaps', '400'],
    ['Patient?_summary=perhaps', '400'],
    ['Patient?_cursor=forged', '400'],
    ['Observation?value-quantity=much', '400'],
    ['Observation?code-value-quantity=mass', '400'],
    ['RiskAssessment?probability=0.2.1', '400'],
    ['Condition?code:in=http://example.org/ValueSet/unknown', '400'],
    ['Nonsense?_id=1', '404'],
  ],
}
