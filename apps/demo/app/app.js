// What a SMART app needs: its client id, where the record is, which data. The rest is fhirclient's.
const { clientId, iss } = await (await fetch('/settings.json')).json()
const app = { clientId, redirectUri: '/', pkceMode: 'required', completeInTarget: true }
const asked = new URLSearchParams(location.search)
const main = document.getElementById('main')

function wrong(error) {
  document.getElementById('wrong').textContent = error.message ?? String(error)
}

function cell(row, text) {
  row.insertCell().textContent = text
}

async function show(client) {
  const patient = await client.patient.read()
  const found = await client.request(`Observation?subject=Patient/${client.patient.id}&_sort=-date&_count=50`, { flat: true })
  const head = document.createElement('h2')
  head.textContent = [...(patient.name?.[0]?.given ?? []), patient.name?.[0]?.family].join(' ')
  const table = document.createElement('table')
  for (const { code, effectiveDateTime, valueQuantity } of found) {
    const row = table.insertRow()
    cell(row, code.text ?? code.coding?.[0]?.display ?? '')
    cell(row, valueQuantity ? `${valueQuantity.value} ${valueQuantity.unit}` : '')
    cell(row, effectiveDateTime ? new Date(effectiveDateTime).toLocaleDateString('de-DE') : '')
  }
  main.replaceChildren(head, table)
}

if (asked.has('launch')) {
  // From the portal: it says which record, and where.
  FHIR.oauth2.authorize({ ...app, scope: 'launch openid fhirUser patient/Patient.rs patient/Observation.rs' }).catch(wrong)
} else if (asked.has('code') || asked.has('error') || (sessionStorage.getItem('SMART_KEY') ?? '') !== '') {
  FHIR.oauth2.ready().then(show).catch(wrong)
}
document.getElementById('begin')?.addEventListener('click', () => {
  FHIR.oauth2.authorize({ ...app, iss, scope: 'openid fhirUser launch/patient patient/Patient.rs patient/Observation.rs' }).catch(wrong)
})
