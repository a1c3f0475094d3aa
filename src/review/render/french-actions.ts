/** The rules of action of `starterActions` in French: titles and reasons by rule. */

/** @internal */
export const frenchActions: Readonly<Record<string, string>> = /* @__PURE__ */ (() => ({
  "action.clear-hold.title": "Lever le blocage avant toute autre livraison",
  "action.clear-hold.reason": "Rien n’est livré : {credit.failed}. Encours {credit.exposure}.",
  "action.make-room-in-limit.title":
    "Convenir d’un paiement ou d’une limite plus haute avant la prochaine grosse commande",
  "action.make-room-in-limit.reason":
    "{credit.utilisation} de la limite est utilisée ; il reste {credit.available}.",
  "action.offer-better-terms.title":
    "Proposer de meilleures conditions de paiement contre plus d’affaires",
  "action.offer-better-terms.reason":
    "Il paie à temps, score de risque {risk.score} ; {credit.available} de sa limite est libre.",
  "action.secure-exposure.title": "Garantir l’encours : caution, assurance ou paiement d’avance",
  "action.secure-exposure.reason":
    "Note {risk.grade} ; perte attendue de {loss.expected} sur {credit.exposure}.",
  "action.talk-about-payment.title": "Parler du paiement avant de renouveler les conditions",
  "action.talk-about-payment.reason":
    "Il paie {payment.daysBeyondTerms} jours après l’échéance, et plus tard qu’avant.",
  "action.look-into-warning-signs.title": "Examiner les signaux d’alerte avec le crédit manager",
  "action.look-into-warning-signs.reason": "{signs.count} signaux à la fois : {signs.raised}.",
  "action.complete-risk-evidence.title": "Demander ce qui manque à la note de risque",
  "action.complete-risk-evidence.reason":
    "La note {risk.grade} repose sur {risk.coverage} des preuves.",
  "action.save-large-account-at-risk.title":
    "Rendre visite au client : l’un des plus grands devient silencieux",
  "action.save-large-account-at-risk.reason":
    "Aucune commande depuis {lifecycle.daysSinceOrder} {lifecycle.daysSinceOrder#jour|jours} ; {turnover.net} sur la période, rang {abc.rank}.",
  "action.win-back-large-account.title": "Reconquérir le client : un grand est parti",
  "action.win-back-large-account.reason":
    "Aucune commande depuis {lifecycle.daysSinceOrder} {lifecycle.daysSinceOrder#jour|jours} ; {turnover.net} sur la période.",
  "action.collect-overdue.title": "Appeler pour les factures échues avant la prochaine livraison",
  "action.collect-overdue.reason":
    "{payment.overdue} échu, le plus ancien depuis {payment.oldestOverdueDays} jours.",
  "action.ask-why-less.title": "Demander pourquoi le client achète moins",
  "action.ask-why-less.reason":
    "Il commande encore, mais bien moins qu’à la période précédente ; {turnover.net} sur la période.",
  "action.remind-before-risk.title":
    "Relancer le client : sa commande habituelle n’est pas venue",
  "action.remind-before-risk.reason":
    "Aucune commande depuis {lifecycle.daysSinceOrder} {lifecycle.daysSinceOrder#jour|jours} ; à risque dans {lifecycle.daysToNextState} {lifecycle.daysToNextState#jour|jours}.",
  "action.call-account-at-risk.title": "Appeler le client : il devient silencieux",
  "action.call-account-at-risk.reason":
    "Aucune commande depuis {lifecycle.daysSinceOrder} {lifecycle.daysSinceOrder#jour|jours} ; {turnover.net} sur la période.",
  "action.offer-next-bonus-band.title":
    "Montrer au client ce que vaut le palier de bonus suivant",
  "action.offer-next-bonus-band.reason":
    "{bonus.toNextBand} de plus en {bonus.daysLeft} {bonus.daysLeft#jour|jours} augmentent son bonus de {bonus.nextBandGain}.",
  "action.stop-price-leakage.title": "Comparer les prix facturés à l’accord",
  "action.stop-price-leakage.reason":
    "{prices.leakage} accordés au-delà de ce que prévoit l’accord.",
  "action.look-into-returns.title": "Chercher ce qui revient, et pourquoi",
  "action.look-into-returns.reason":
    "Les retours augmentent : {turnover.returns} sur la période.",
  "action.propose-key-account.title": "Proposer le client comme compte clé",
  "action.propose-key-account.reason":
    "Rang {abc.rank} avec {turnover.net} en {turnover.orders} {turnover.orders#commande|commandes}.",
  "action.show-next-tier.title": "Dire au client combien le statut suivant est proche",
  "action.show-next-tier.reason": "{loyalty.toNextTier} jusqu’au statut {loyalty.nextTier}.",
  "action.ask-for-referral.title": "Demander une recommandation",
  "action.ask-for-referral.reason":
    "Il commande souvent ({turnover.orders} {turnover.orders#commande|commandes} sur la période), récemment, et sans aucun signal d’alerte.",
  "action.price-unpriced-articles.title":
    "Convenir des prix de ce que le client achète sans prix",
  "action.price-unpriced-articles.reason":
    "{prices.unpricedLines} {prices.unpricedLines#ligne|lignes} de la période sans prix dans l’accord.",
  "action.welcome-new-client.title": "Accueillir le client et demander son prochain besoin",
  "action.welcome-new-client.reason":
    "Sa seule commande date d’il y a {lifecycle.daysSinceOrder} {lifecycle.daysSinceOrder#jour|jours}.",
  "action.answer-overdue-complaint.title": "Répondre à la réclamation en retard",
  "action.answer-overdue-complaint.reason":
    "Réclamations en retard : {complaints.overdue} sur {complaints.open}.",
  "action.settle-complaint.title": "Régler la réclamation ouverte",
  "action.settle-complaint.reason": "Réclamations ouvertes : {complaints.open}.",
  "action.deliver-backlog.title":
    "Livrer ce qui est en retard, et dire au client quand cela arrive",
  "action.deliver-backlog.reason":
    "{service.overdueBacklog} sur {service.backlog} du carnet est en retard.",
  "action.mend-service.title": "Chercher pourquoi les livraisons arrivent tard ou incomplètes",
  "action.mend-service.reason":
    "{service.onTimeInFull} des livraisons sont arrivées à temps et complètes.",
  "action.make-contact.title": "Prendre le contact en retard",
  "action.make-contact.reason":
    "En retard de {contacts.overdueDays} {contacts.overdueDays#jour|jours} ; par {contacts.nextChannel}.",
  "action.complete-record.title": "Compléter la fiche du client",
  "action.complete-record.reason":
    "Elle est complète à {record.completeness} ; d’abord : {record.repair}.",
  "action.qualify-lead.title": "Qualifier la piste, ou y renoncer",
  "action.qualify-lead.reason": "État : {lifecycle.state} ; pas encore qualifié.",
  "action.keep-valuable-client.title": "Agir avant qu’un client de valeur ne parte",
  "action.keep-valuable-client.reason":
    "Il achète encore avec une probabilité de {value.alive} ; {turnover.net} sur la période.",
  "action.move-deals-on.title": "Faire avancer les affaires en cours",
  "action.move-deals-on.reason":
    "{pipeline.deals} {pipeline.deals#affaire|affaires} en cours pour {pipeline.open} ; {pipeline.weighted} attendus.",
  "action.offer-next-article.title": "Proposer l’article que les clients semblables achètent",
  "action.offer-next-article.reason":
    "{crossSell.article} : acheté par {crossSell.confidence} de ceux qui achètent ce qu’il achète.",
  "action.reach-next-class.title": "Gagner les quelques points jusqu’à la classe suivante",
  "action.reach-next-class.reason":
    "{score.toNext} {score.toNext#point|points} jusqu’à {score.nextClass} ; surtout par {score.lever}.",
  "action.answer-competitor.title": "Préparer une réponse au concurrent",
  "action.answer-competitor.reason":
    "{market.threat} ; notre force est {market.relativeStrength} de celle du rival le plus fort.",
  "action.renegotiate-pocket-price.title": "Renégocier : il reste trop peu du tarif",
  "action.renegotiate-pocket-price.reason":
    "Il reste {prices.pocketShare} du tarif net encaissé : {prices.pocket}.",
  "action.use-expiring-points.title": "Dire au client quels points expirent",
  "action.use-expiring-points.reason":
    "{loyalty.expiringPoints} {loyalty.expiringPoints#point expire|points expirent} dans {loyalty.daysToExpiry} {loyalty.daysToExpiry#jour|jours}.",
}))();
