// A UI action on change_request: plans the topology in the description, writes the report into the work notes and attaches the manifests.
// ECMAScript 5, as every instance runs it.
(function planWithMoorage() {
  function ask(name, parameters) {
    var message = new sn_ws.RESTMessageV2('Moorage', name)
    for (var parameter in parameters) {
      // `setStringParameter` would write &lt; for <, which is no JSON.
      message.setStringParameterNoEscape(parameter, parameters[parameter])
    }
    message.setHttpTimeout(30000)
    return message
  }

  var answer = ask('Create a plan', {
    requestId: current.getUniqueValue() + '-' + current.getValue('sys_mod_count'),
    topologyYaml: JSON.stringify(String(current.getValue('description')))
  }).execute()

  var status = answer.getStatusCode()
  var notes
  if (status === 201) {
    var plan = JSON.parse(answer.getBody())
    notes = plan.comment.text
    var bundle = ask('Read the bundle', { revision: plan.links.revision })
    bundle.saveResponseBodyAsAttachment('change_request', current.getUniqueValue(), plan.name + '-manifests.zip')
    bundle.execute()
  } else if (status === 0) {
    notes = 'Moorage was not reached: ' + answer.getErrorMessage()
  } else {
    var problem = JSON.parse(answer.getBody())
    var lines = ['Moorage could not plan the description (' + status + '): ' + problem.detail]
    var errors = problem.errors || []
    for (var index = 0; index < errors.length; index += 1) {
      var error = errors[index]
      var place = error.line ? 'Line ' + error.line + ', column ' + error.column : error.pointer
      lines.push(place + ': ' + error.detail)
    }
    notes = lines.join('\n')
  }
  current.work_notes = notes
  current.update()
  action.setRedirectURL(current)
})()
